import { Trans, useLingui } from "@lingui/react/macro";

import { DataChart } from "@/components/figures";
import { DateText, Money, RelativeDays } from "@/components/values";
import type { BlockMonth } from "@/ipc/bindings/BlockMonth";
import type { BlockOrders } from "@/ipc/bindings/BlockOrders";
import { useFormat } from "@/shared/format";
import { useCurrency } from "@/shared/status";

import { Nothing } from "./blocks";
import classes from "./Preparation.module.css";

/** Months of the last year, each beside the same one of the year before. */
export function yearBeside(months: readonly BlockMonth[]): { month: string; net: number; before: number }[] {
  const last = months.slice(-12);
  const before = months.slice(-24, -12);
  return last.map(({ key, net }, index) => ({ month: `${key}-01`, net: net / 100, before: (before[index]?.net ?? 0) / 100 }));
}

/** Orders: how much, compared with the year before, month by month. */
export function OrdersBlock({ orders, changed }: { orders: BlockOrders; changed: ReadonlySet<string> }) {
  const { t } = useLingui();
  const format = useFormat();
  const currency = useCurrency();
  const { value_365, value_previous_365, last_order, median_interval_days, months, recent } = orders;
  if (orders.order_days === 0) {
    return (
      <Nothing>
        <Trans>No orders have been imported for this customer.</Trans>
      </Nothing>
    );
  }
  const growth = value_previous_365 > 0 ? value_365 / value_previous_365 - 1 : null;
  const share = growth === null ? "" : format.percent(Math.abs(growth));
  const days = median_interval_days === null ? "" : format.number(Math.round(median_interval_days));
  const money = (euros: number) => format.money(euros * 100, { currency, precision: "whole" });
  return (
    <>
      <p className={classes.sentence}>
        <Trans>
          <strong>
            <Money cents={value_365} precision="whole" />
          </strong>{" "}
          in the last 12 months, <Money cents={value_previous_365} precision="whole" /> in the 12 before
        </Trans>
        {growth !== null && (
          <>
            {" "}
            <span className={classes.trend} data-down={growth < -0.02 || undefined} data-up={growth > 0.02 || undefined}>
              {growth < 0 ? <Trans>({share} less)</Trans> : <Trans>({share} more)</Trans>}
            </span>
          </>
        )}
        .{" "}
        <Trans>
          Last order <RelativeDays date={last_order} />.
        </Trans>{" "}
        {median_interval_days !== null && <Trans>Usually every {days} days.</Trans>}
      </p>
      <DataChart
        title={t`Orders by month`}
        plain
        kind="bar"
        height={150}
        rows={yearBeside(months)}
        x={{ key: "month", label: t`Month`, text: (month) => format.month(String(month)), tick: (month) => format.monthName(String(month)) }}
        series={[
          { key: "net", label: t`Last 12 months` },
          { key: "before", label: t`The 12 before`, dashed: true },
        ]}
        value={money}
        tick={(euros) => format.compactMoney(euros * 100, currency)}
      />
      {recent.length > 0 && (
        <ul className={classes.lines}>
          {recent.map(({ key, number, date, net, currency: own }) => (
            <li key={key} className={classes.line} data-changed={changed.has(key) || undefined}>
              <span className={classes.grow}>
                <Trans>Order {number}</Trans>
              </span>
              <span className={classes.quiet}>
                <DateText date={date} />
              </span>
              <Money cents={net} currency={own} />
              {changed.has(key) && <span className={classes.new}>{t({ message: "changed", context: "a line" })}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
