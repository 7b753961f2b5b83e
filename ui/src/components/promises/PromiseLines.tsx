import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";

import { PromiseLine } from "./PromiseLine";
import classes from "./Promises.module.css";

interface PromiseLinesProps {
  promises: readonly PromiseRecord[];
  withCustomer?: boolean;
  withDirection?: boolean;
  withMenu?: boolean;
}

/** Promises in a short list. */
export function PromiseLines({ promises, ...look }: PromiseLinesProps) {
  return (
    <ul className={classes.lines}>
      {promises.map((promise) => (
        <PromiseLine key={promise.id} promise={promise} {...look} />
      ))}
    </ul>
  );
}
