import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import classes from "./Shell.module.css";

/** Nobody shall take the invented firm for their own. */
export function DemoRibbon() {
  return (
    <aside className={`${classes.ribbon} pk-no-print`}>
      <span>
        <Trans>Demo firm: every name and figure is invented.</Trans>
      </span>
      <Link to="/settings" style={{ color: "inherit" }}>
        <Trans>Remove it in the settings</Trans>
      </Link>
    </aside>
  );
}
