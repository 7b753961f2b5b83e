import { useLingui } from "@lingui/react/macro";

import type { PromiseDirection } from "@/ipc/bindings/PromiseDirection";
import { promiseDirectionWords } from "@/shared/meetingWords";

import classes from "./Promises.module.css";

/** Who promised: ours strong, for we are the ones who have to keep it. */
export function DirectionMark({ direction }: { direction: PromiseDirection }) {
  const { t, i18n } = useLingui();
  return (
    <span className={classes.direction} data-direction={direction} title={i18n._(promiseDirectionWords[direction])}>
      {direction === "ours" ? t({ message: "Ours", context: "promise" }) : t({ message: "Theirs", context: "promise" })}
    </span>
  );
}
