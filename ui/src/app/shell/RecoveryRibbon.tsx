import { Trans } from "@lingui/react/macro";
import { Link, useLocation } from "@tanstack/react-router";

import { useSyncStatus } from "@/shared/sync";

import classes from "./Shell.module.css";

const recovery = "/sharing/recovery";

/** Until somebody has shown to have the recovery words on paper, the firm hangs on the machines that there are. */
export function RecoveryRibbon() {
  const unchecked = useSyncStatus()?.recovery_unchecked === true;
  // Where one does just that, it need not be said.
  const there = useLocation({ select: ({ pathname }) => pathname === recovery });
  if (!unchecked || there) return null;
  return (
    <aside className={`${classes.ribbon} pk-no-print`}>
      <span>
        <Trans>The recovery words have not been checked yet.</Trans>
      </span>
      <Link to={recovery} className={classes.ribbonLink}>
        <Trans>Print and check them</Trans>
      </Link>
    </aside>
  );
}
