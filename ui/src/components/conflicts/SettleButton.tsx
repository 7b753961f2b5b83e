import { Trans, useLingui } from "@lingui/react/macro";

import type { Conflict } from "@/ipc/bindings/Conflict";

import { GuardedButton } from "../guarded";
import { useSettle } from "./useSettle";

interface SettleButtonProps {
  conflict: Conflict;
  /** What the record is called: for those who do not see where the button stands. */
  name: string;
  takes: "kept" | "other";
}

/** One of the two ways to end a conflict; who may not decide it reads who does. */
export function SettleButton({ conflict, name, takes }: SettleButtonProps) {
  const { t } = useLingui();
  const { keep, takeOther, settling, denialOf } = useSettle();
  const shared = { variant: "default", size: "compact-sm", denial: denialOf(conflict), disabled: settling };
  if (takes === "kept") {
    return (
      <GuardedButton {...shared} onClick={() => keep(conflict)} aria-label={conflict.revived ? t`Leave it here: ${name}` : t`Keep this: ${name}`}>
        {conflict.revived ? <Trans>Leave it here</Trans> : <Trans>Keep this</Trans>}
      </GuardedButton>
    );
  }
  return (
    <GuardedButton {...shared} onClick={() => takeOther(conflict)} aria-label={conflict.revived ? t`Delete after all: ${name}` : t`Use the other: ${name}`}>
      {conflict.revived ? <Trans>Delete after all</Trans> : <Trans>Use the other</Trans>}
    </GuardedButton>
  );
}
