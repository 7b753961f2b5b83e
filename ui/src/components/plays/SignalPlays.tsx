import { Trans } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";

import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import { openContactLog } from "@/shared/contactLog";
import { usePermissions } from "@/shared/permissions";
import type { Keys } from "@/shared/shortcuts";

import { KeyHint } from "../KeyHint";
import { FalseAlarmPlay } from "./FalseAlarmPlay";
import { HandOverPlay } from "./HandOverPlay";
import { SnoozePlay } from "./SnoozePlay";

/** A play that asks something before it is made. */
export type Play = "snooze" | "hand_over" | "false_alarm";

export interface PlayProps {
  customer: CustomerName;
  /** The open signals that the plays are about. */
  signals: readonly SignalKind[];
  size: "sm" | "compact-sm";
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onActing?: Acting | undefined;
  /** The key that opens it, when the keys work on this card now. */
  hint?: ReactNode;
}

/**
 * Hears of a play the moment it is made, so that a card can leave at once. What it returns is called when the
 * program has answered, whether it agreed or not.
 */
export type Acting = (play: Play, kinds: readonly SignalKind[]) => () => void;

interface SignalPlaysProps {
  customer: CustomerName;
  signals: readonly SignalKind[];
  /** Whom to call. */
  person?: string | undefined;
  /** A next action that a contact finishes. */
  finishes?: { id: string; text: string } | undefined;
  size?: "sm" | "compact-sm";
  /** Which play asks now, for screens that open them by keys; without it the buttons do by themselves. */
  play?: Play | null;
  onPlay?: (play: Play | null) => void;
  onActing?: Acting;
  /** The keys of the plays, when they work on this card now: shown on the buttons. */
  keys?: Record<Play | "log", Keys> | undefined;
}

/** Opens the contact log for a call that deals with the signals. */
export function logSignalContact({ customer, person, finishes }: Pick<SignalPlaysProps, "customer" | "person" | "finishes">): void {
  openContactLog({ customer, handlesSignals: true, ...(person ? { person } : {}), ...(finishes ? { finishes } : {}) });
}

/** What can be done about signals: log a call, snooze, hand to a colleague, false alarm. Nothing for who only reads. */
export function SignalPlays({ customer, signals, person, finishes, size = "compact-sm", play, onPlay, onActing, keys }: SignalPlaysProps) {
  const { may } = usePermissions();
  const [own, setOwn] = useState<Play | null>(null);
  const current = play === undefined ? own : play;
  const change = onPlay ?? setOwn;
  const hint = (one: Play | "log") => (keys ? { hint: <span aria-hidden><KeyHint keys={keys[one]} /></span> } : {});
  const shared = (one: Play): PlayProps => ({ customer, signals, size, onActing, ...hint(one), opened: current === one, onOpened: (opened) => change(opened ? one : null) });
  if (!may("signal_handling", "state")) return null;
  return (
    <Group gap={6} className="pk-no-print">
      <Button size={size} variant="light" leftSection={<IconPhone size={15} stroke={1.5} />} rightSection={hint("log").hint} onClick={() => logSignalContact({ customer, person, finishes })}>
        <Trans>Log a call</Trans>
      </Button>
      <SnoozePlay {...shared("snooze")} />
      <HandOverPlay {...shared("hand_over")} />
      <FalseAlarmPlay {...shared("false_alarm")} />
    </Group>
  );
}
