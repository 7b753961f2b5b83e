import { useLingui } from "@lingui/react/macro";

import type { Conflict } from "@/ipc/bindings/Conflict";
import { showChange } from "@/shared/changes";
import { syncChanged, useChange } from "@/shared/data";

/** The two ways to end a conflict. Both can be undone; both are told to the other machines. */
export function useSettle(): { takeOther: (conflict: Conflict) => void; keep: (conflict: Conflict) => void; settling: boolean } {
  const { t } = useLingui();
  const other = useChange("use_other_value", {
    onDone: ({ transaction }) => {
      syncChanged();
      showChange({ message: t`The other value is in use`, transaction });
    },
  });
  const dismiss = useChange("dismiss_conflict", {
    onDone: ({ transaction }) => {
      syncChanged();
      showChange({ message: t`The value was kept`, transaction });
    },
  });
  return {
    takeOther: ({ id }) => other.mutate({ id }),
    keep: ({ id }) => dismiss.mutate({ id }),
    settling: other.isPending || dismiss.isPending,
  };
}
