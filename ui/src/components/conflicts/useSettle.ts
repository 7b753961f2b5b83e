import { useLingui } from "@lingui/react/macro";

import type { Conflict } from "@/ipc/bindings/Conflict";
import { showChange } from "@/shared/changes";
import { syncChanged, useChange } from "@/shared/data";
import { type Denial, usePermissions } from "@/shared/permissions";
import { useStatus } from "@/shared/status";

interface Settle {
  takeOther: (conflict: Conflict) => void;
  keep: (conflict: Conflict) => void;
  settling: boolean;
  /** Why neither is for the one who sits here; null when both are. */
  denialOf: (conflict: Conflict) => Denial | null;
}

/** The two ways to end a conflict. Both can be undone; both are told to the other machines. */
export function useSettle(): Settle {
  const { t } = useLingui();
  const { denied } = usePermissions();
  const me = useStatus()?.me;
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
    denialOf: ({ table, record, revived, fields }) => {
      const whose = table === "member" && record !== me ? "other" : "own";
      const columns = revived ? ["delete"] : fields.map(({ field }) => field);
      return columns.map((column) => denied(table, column, whose)).find((denial) => denial !== null) ?? null;
    },
  };
}
