import { keyNames, type Keys, shortcuts } from "@/shared/shortcuts";

import classes from "./KeyHint.module.css";

/** Keys as they are named on this platform: ⌘K or Ctrl K, G then T. */
export function KeyHint({ keys }: { keys: Keys }) {
  return (
    <span className={classes.hint}>
      {keys.split(" ").flatMap((step) =>
        keyNames(step, shortcuts.platform).map((name) => (
          <kbd key={`${step} ${name}`} className={classes.key}>
            {name}
          </kbd>
        )),
      )}
    </span>
  );
}
