import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import { useSyncStatus } from "@/shared/sync";

import classes from "./Shell.module.css";

/** Until somebody has shown to have the recovery words on paper, the firm hangs on the machines that there are. */
export function RecoveryRibbon() {
  if (useSyncStatus()?.recovery_unchecked !== true) return null;
  return (
    <aside className={`${classes.ribbon} pk-no-print`}>
      <span>
        <Trans>The recovery words have not been checked yet.</Trans>
      </span>
      <Link to="/sharing/recovery" className={classes.ribbonLink}>
        <Trans>Print and check them</Trans>
      </Link>
    </aside>
  );
}
