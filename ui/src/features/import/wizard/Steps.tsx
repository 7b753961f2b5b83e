import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconCheck } from "@tabler/icons-react";
import { Fragment } from "react";

import { type Step, steps } from "./state";
import classes from "./Wizard.module.css";

const stepWords = {
  file: msg`File`,
  columns: msg`Columns`,
  check: msg`Check`,
  import: msg`Import`,
} satisfies Record<Step, MessageDescriptor>;

interface StepsProps {
  current: Step;
  /** Those that a click leads to. */
  reachable: readonly Step[];
  onGo: (step: Step) => void;
}

/** Where one is, and the way back. */
export function Steps({ current, reachable, onGo }: StepsProps) {
  const { t, i18n } = useLingui();
  const place = steps.indexOf(current);
  return (
    <ol className={classes.steps} aria-label={t`Steps of the import`}>
      {steps.map((step, index) => {
        const inside = (
          <>
            <span className={classes.stepMark} aria-hidden>
              {index < place ? <IconCheck size={12} stroke={2.25} /> : index + 1}
            </span>
            {i18n._(stepWords[step])}
          </>
        );
        const state = { "data-current": index === place || undefined, "data-done": index < place || undefined };
        return (
          <Fragment key={step}>
            {index > 0 && <li className={classes.stepLine} aria-hidden />}
            <li aria-current={index === place ? "step" : undefined}>
              {reachable.includes(step) ? (
                <button type="button" className={classes.step} {...state} onClick={() => onGo(step)}>
                  {inside}
                </button>
              ) : (
                <span className={classes.step} {...state}>
                  {inside}
                </span>
              )}
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}
