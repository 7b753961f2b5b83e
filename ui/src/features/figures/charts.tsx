import { useLingui } from "@lingui/react/macro";

import { type ChartSeries, DataChart } from "@/components/figures";
import type { BacktestMethod } from "@/ipc/bindings/BacktestMethod";
import type { MethodResult } from "@/ipc/bindings/MethodResult";
import { useFormat } from "@/shared/format";

import { gainRows, methodNames, methodWords, ranked } from "./methods";

/** The queue in the accent, the plain rules in quieter colours. */
const colors = {
  order_model: "var(--pk-chart-1)",
  recency: "var(--pk-chart-2)",
  twice_median_interval: "var(--pk-chart-3)",
  fixed90_days: "var(--pk-chart-5)",
};

/** How much of the lost value one reaches by calling so much of the queue. */
export function GainChart({ methods }: { methods: readonly MethodResult[] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const shown = ranked(methods).filter(({ gain }) => gain.length > 0);
  const series: ChartSeries[] = [
    ...shown.map(({ method }) => ({ key: method, label: i18n._(methodWords[method]), color: colors[method] })),
    { key: "chance", label: t`At random`, color: "var(--pk-chart-6)", dashed: true },
  ];
  return (
    <DataChart
      title={t`How far does calling get you?`}
      description={t`Going down the queue from the top: the share of customers called, and the share of the lost value among them. The higher the curve, the better.`}
      kind="line"
      rows={shown.length > 0 ? gainRows(shown) : []}
      x={{ key: "called", label: t`Customers called`, text: (share) => format.percent(Number(share)), numeric: true }}
      series={series}
      value={(share) => format.percent(share)}
      bounds={[0, 1]}
      height={300}
    />
  );
}

/** The chance that a lost customer stands before one that stayed. */
export function RankingChart({ methods }: { methods: readonly MethodResult[] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (
    <DataChart
      title={t`What tells best who is leaving?`}
      description={t`Take a customer who left and one who stayed: how often does the method put the one who left first? Guessing gets half of them right.`}
      kind="bar"
      rows={ranked(methods).map(({ method, auc, auc_six_order_days }) => ({ method, auc, six: auc_six_order_days }))}
      x={{ key: "method", label: t`Method`, text: (method) => i18n._(methodWords[method as BacktestMethod]), tick: (method) => i18n._(methodNames[method as BacktestMethod]) }}
      series={[
        { key: "auc", label: t`At least three order days`, color: "var(--pk-chart-1)" },
        { key: "six", label: t`At least six order days`, color: "var(--pk-chart-4)" },
      ]}
      value={(share) => format.percent(share, 1)}
      tick={(share) => format.percent(share)}
      bounds={[0, 1]}
      height={300}
    />
  );
}

/** What was predicted against what happened. */
export function CalibrationChart({ methods, horizon }: { methods: readonly MethodResult[]; horizon: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const bins = methods.find(({ method }) => method === "order_model")?.calibration ?? [];
  return (
    <DataChart
      title={t`Do the percentages hold?`}
      description={t`Customers in tenths by the forecast chance of no order within ${horizon} days, and how many of them really did not order. On the dashed line the forecast is exactly right.`}
      kind="line"
      rows={bins.map(({ predicted, observed }) => ({ predicted, observed, ideal: predicted }))}
      x={{ key: "predicted", label: t`Forecast`, text: (share) => format.percent(Number(share)), numeric: true, bounds: [0, 1] }}
      series={[
        { key: "observed", label: t`Happened`, color: "var(--pk-chart-1)" },
        { key: "ideal", label: t`Exactly right`, color: "var(--pk-chart-6)", dashed: true },
      ]}
      value={(share) => format.percent(share)}
      bounds={[0, 1]}
      dots
      height={300}
      empty={t`Too little history for a forecast on the tested days`}
    />
  );
}
