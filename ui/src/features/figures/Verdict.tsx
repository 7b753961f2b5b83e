import { Trans, useLingui } from "@lingui/react/macro";

import type { BacktestReport } from "@/ipc/bindings/BacktestReport";
import { useFormat } from "@/shared/format";

import { methodWords, typicalCut, verdictOf } from "./methods";
import classes from "./QueueQuality.module.css";

/** The answer in two sentences, also when it is not flattering. */
export function Verdict({ report }: { report: BacktestReport }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const verdict = verdictOf(report.methods);
  if (!verdict) {
    return (
      <p className={classes.verdict}>
        <Trans>No customer was lost on the tested days, so there is nothing that the queue could have caught.</Trans>
      </p>
    );
  }
  const { outcome } = verdict;
  const caught = format.percent(verdict.caught);
  const plain = format.percent(verdict.caughtByBest);
  const rule = i18n._(methodWords[verdict.best.method]);
  const top = format.number(typicalCut(report).top);
  const unfitted = report.cuts.filter(({ fitted }) => !fitted).length;
  return (
    <div className={classes.verdict} data-outcome={outcome}>
      <p>
        <Trans>
          Whoever had called the first {top} customers of the queue would have reached <strong>{caught}</strong> of the value that was then lost.
        </Trans>{" "}
        {outcome === "better" && (
          <Trans>
            The best plain rule, “{rule}”, reaches {plain}.
          </Trans>
        )}
        {outcome === "even" && (
          <Trans>
            The best plain rule, “{rule}”, does as well: {plain}. The queue is no worse, and it tells why.
          </Trans>
        )}
        {outcome === "worse" && (
          <Trans>
            The plain rule “{rule}” does better with your customers: {plain}. Take the order of the queue with a grain of salt.
          </Trans>
        )}
      </p>
      {unfitted > 0 && (
        <p className={classes.caveat}>
          <Trans>On some of the tested days there was too little history for the forecast, so the queue fell back on the usual interval.</Trans>
        </p>
      )}
    </div>
  );
}
