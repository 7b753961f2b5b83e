import type { ReactNode } from "react";

import classes from "./Doorway.module.css";

/** The frame of the screens before the workspace is open: one calm column in the middle. */
export function Doorway({ corner, children }: { corner?: ReactNode; children: ReactNode }) {
  return (
    <main className={classes.doorway}>
      {corner && <div className={classes.corner}>{corner}</div>}
      <div className={classes.column}>{children}</div>
    </main>
  );
}
