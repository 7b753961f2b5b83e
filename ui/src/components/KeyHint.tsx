import { keyNames, type Keys, shortcuts } from "@/shared/shortcuts";

import classes from "./KeyHint.module.css";

interface KeyHintProps {
  keys: Keys;
  /** Inside a filled button: in its colours, and no part of its name. */
  onButton?: boolean;
}

/** Keys as they are named on this platform: ⌘K or Ctrl K, G then T. */
export function KeyHint({ keys, onButton = false }: KeyHintProps) {
  return (
    <span className={classes.hint} data-on-button={onButton || undefined} aria-hidden={onButton || undefined}>
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
