import { useLingui } from "@lingui/react/macro";

import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";
import type { PromiseOutcome } from "@/ipc/bindings/PromiseOutcome";
import type { PromiseState } from "@/ipc/bindings/PromiseState";
import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";

/** The words that say what has been written down; the program tells in time from late. */
export function useSettledWords(): (state: PromiseState) => string {
  const { t } = useLingui();
  return (state) => {
    switch (state) {
      case "kept":
        return t`Promise kept`;
      case "late":
        return t`Promise kept, late`;
      case "broken":
        return t`Promise broken`;
      case "withdrawn":
        return t`Promise withdrawn`;
      case "open":
        return t`Promise open again`;
    }
  };
}

interface Settle {
  /** Says what became of a promise, today and without evidence; it can be undone. */
  settle: (promise: PromiseRecord, outcome: PromiseOutcome) => void;
  remove: (promise: PromiseRecord) => void;
}

/** What is done about a promise with one click. */
export function useSettle(): Settle {
  const { t } = useLingui();
  const words = useSettledWords();
  const change = useChange("settle_promise", { onDone: ({ state, transaction }) => showChange({ message: words(state), transaction }) });
  const remove = useChange("delete_promise", { onDone: ({ transaction }) => showChange({ message: t`Promise deleted`, transaction }) });
  return { settle: ({ id }, outcome) => change.mutate({ id, outcome }), remove: ({ id }) => remove.mutate({ id }) };
}
