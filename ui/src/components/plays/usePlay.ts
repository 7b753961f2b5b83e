import { useRef } from "react";

import type { SignalKind } from "@/ipc/bindings/SignalKind";
import type { RequestOf, ResponseOf } from "@/ipc/call";
import { showProblem } from "@/shared/changes";
import { useChange } from "@/shared/data";

import type { Acting, Play } from "./SignalPlays";

const commands = { snooze: "snooze_signals", hand_over: "hand_over_signals", false_alarm: "dismiss_signals" } as const satisfies Record<Play, string>;
type Command<One extends Play> = (typeof commands)[One];

/** Makes a play: tells the screen at once, then the program, then the screen that it is settled. */
export function usePlay<One extends Play>(
  play: One,
  onActing: Acting | undefined,
  onDone: (response: ResponseOf<Command<One>>, request: RequestOf<Command<One>>) => void,
) {
  const settled = useRef<() => void>(null);
  const change = useChange<Command<One>>(commands[play], {
    onDone: (response, request) => {
      settled.current?.();
      onDone(response, request);
    },
    onProblem: (problem) => {
      settled.current?.();
      showProblem(problem);
    },
  });
  return {
    busy: change.isPending,
    make: (kinds: readonly SignalKind[], request: RequestOf<Command<One>>) => {
      if (change.isPending) return;
      settled.current = onActing?.(play, kinds) ?? null;
      change.mutate(request);
    },
  };
}
