import { Plural, useLingui } from "@lingui/react/macro";
import { CloseButton } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./List.module.css";

/** What can be done with all selected rows at once; floats over the list while something is selected. */
export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t`Selected rows`}>
      <span className={classes.bulkCount} aria-live="polite">
        <Plural value={count} one="# selected" other="# selected" />
      </span>
      {children}
      <CloseButton size="sm" onClick={onClear} aria-label={t`Select nothing`} />
    </div>
  );
}
