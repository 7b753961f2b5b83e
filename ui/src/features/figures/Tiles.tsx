import { Trans, useLingui } from "@lingui/react/macro";

import { StatTile, StatTiles } from "@/components/figures";
import type { BacktestReport } from "@/ipc/bindings/BacktestReport";
import { useFormat } from "@/shared/format";

import { pairsOfHundred, ranked, typicalCut, verdictOf } from "./methods";

/** Guessing "half and half" for everybody has this mean squared error. */
const coin = 0.25;

/** Four figures, each with what to compare it with. */
export function Tiles({ report }: { report: BacktestReport }) {
  const { t } = useLingui();
  const format = useFormat();
  const own = ranked(report.methods).find(({ method }) => method === "order_model");
  const verdict = verdictOf(report.methods);
  const { customers, lost } = typicalCut(report);
  const plain = verdict ? format.percent(verdict.caughtByBest) : "";
  const pairs = own?.auc == null ? "" : format.number(pairsOfHundred(own.auc));
  const lostWords = format.number(lost);
  const customerWords = format.number(customers);
  return (
    <StatTiles>
      <StatTile
        label={t`Lost value caught`}
        value={format.percent(own?.lost_value_in_top)}
        hint={verdict ? <Trans>best plain rule {plain}</Trans> : undefined}
        {...(verdict?.outcome === "better" ? { tone: "good" as const } : verdict?.outcome === "worse" ? { tone: "bad" as const } : {})}
      />
      <StatTile
        label={t`Right order (AUC)`}
        value={format.number(own?.auc, 3)}
        hint={pairs && <Trans>{pairs} pairs of 100 in the right order; guessing gets 50</Trans>}
      />
      <StatTile
        label={t`Error of the forecasts (Brier)`}
        value={format.number(own?.brier, 3)}
        hint={own?.brier == null ? <Trans>needs a fitted forecast</Trans> : own.brier < coin ? <Trans>0 is perfect, {format.number(coin, 2)} is a coin toss</Trans> : <Trans>no better than a coin toss</Trans>}
      />
      <StatTile label={t`Customers judged at a time`} value={customerWords} hint={<Trans>of whom {lostWords} stopped ordering</Trans>} />
    </StatTiles>
  );
}
