import { useLingui } from "@lingui/react/macro";

import { DataChart } from "@/components/figures";
import type { BacktestCut } from "@/ipc/bindings/BacktestCut";
import { useFormat } from "@/shared/format";
import { useCurrency } from "@/shared/status";

/** The tested days, with what was lost after each. */
export function Cuts({ cuts }: { cuts: readonly BacktestCut[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const currency = useCurrency();
  return (
    <DataChart
      title={t`What was there to catch?`}
      description={t`The yearly value of the customers who stopped ordering after each tested day.`}
      kind="bar"
      rows={cuts.map(({ day, lost_value }) => ({ day, lost: lost_value }))}
      x={{ key: "day", label: t`Tested day`, text: (day) => format.date(String(day)), tick: (day) => format.monthName(String(day)) }}
      series={[{ key: "lost", label: t`Value lost`, color: "var(--pk-chart-5)" }]}
      value={(cents) => format.money(cents, { currency, precision: "whole" })}
      tick={(cents) => format.compactMoney(cents, currency)}
      height={300}
    />
  );
}
