import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Table, Text } from "@mantine/core";
import { useEffect, useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { DataChart } from "@/components/figures";
import { Section } from "@/components/record";
import { BlockSkeleton, TextSkeleton } from "@/components/Skeletons";
import { DateText, Money } from "@/components/values";
import type { CustomerOrders } from "@/ipc/bindings/CustomerOrders";
import type { OrderRow } from "@/ipc/bindings/OrderRow";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { useCurrency } from "@/shared/status";
import { useArriving } from "@/shared/sync";

import classes from "./Customer.module.css";
import { OrderLines } from "./OrderLines";
import { ProductsTable } from "./ProductsTable";
import { useShown } from "./useShown";
import { yearsCompared } from "./years";

interface OrdersTabProps {
  customer: string;
  /** The order to bring into view. */
  show: string | undefined;
  /** Called when that order is older than those listed here. */
  onOlder: () => void;
}

/** What the customer has bought: month by month against the year before, product by product, order by order. */
export function OrdersTab({ customer, show, onOlder }: OrdersTabProps) {
  const { t } = useLingui();
  const arriving = useArriving();
  const orders = useCommand("customer_orders", { id: customer });
  const older = show !== undefined && orders.data !== undefined && !orders.data.orders.some(({ id }) => id === show);
  useEffect(() => {
    if (older) onOlder();
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- where to look instead is no reason to look again
  }, [older]);
  if (orders.error) return <ErrorState error={orders.error} retry={() => void orders.refetch()} />;
  if (!orders.data) {
    return (
      <>
        <BlockSkeleton height={240} />
        <TextSkeleton lines={8} />
      </>
    );
  }
  if (orders.data.total === 0) {
    return (
      <Text size="sm" c="dimmed" py="md">
        {arriving ? <Trans>Orders are still coming to this machine. If this customer has any, they appear here.</Trans> : <Trans>No orders have been imported for this customer.</Trans>}
      </Text>
    );
  }
  const { products, orders: recent, total } = orders.data;
  return (
    <>
      <Section title={t`By month`}>
        <MonthChart months={orders.data.months} />
      </Section>
      <Section title={t`Products`} count={products.length}>
        <ProductsTable products={products} />
      </Section>
      <Section title={t`Orders`} count={total}>
        <RecentOrders orders={recent} total={total} show={show} />
      </Section>
    </>
  );
}

function MonthChart({ months }: Pick<CustomerOrders, "months">) {
  const { t } = useLingui();
  const format = useFormat();
  const currency = useCurrency();
  const { rows, now, before } = yearsCompared(months);
  const money = (cents: number) => format.money(cents, { currency, precision: "whole" });
  const nowWords = money(now);
  const beforeWords = money(before);
  const change = before > 0 ? new Intl.NumberFormat(format.language === "fi" ? "fi-FI" : "en-GB", { style: "percent", signDisplay: "exceptZero" }).format(now / before - 1) : null;
  return (
    <DataChart
      title={t`Orders by month`}
      description={change === null ? t`The last 12 months ${nowWords}, the 12 before them ${beforeWords}.` : t`The last 12 months ${nowWords}, the 12 before them ${beforeWords} (${change}).`}
      kind="bar"
      rows={rows}
      x={{ key: "month", label: t`Month`, text: (month) => format.month(String(month)), tick: (month) => format.monthName(String(month)) }}
      series={[
        { key: "before", label: t`A year earlier`, color: "var(--pk-line-strong)" },
        { key: "net", label: t`Last 12 months`, color: "var(--pk-chart-1)" },
      ]}
      value={money}
      tick={(cents) => format.compactMoney(cents, currency)}
      height={220}
      plain
    />
  );
}

function RecentOrders({ orders, total, show }: { orders: readonly OrderRow[]; total: number; show: string | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const shown = format.number(orders.length);
  return (
    <>
      <Table fz="sm" verticalSpacing={5} horizontalSpacing="xs" aria-label={t`Orders`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th fw={500} w={110}>{t`Date`}</Table.Th>
            <Table.Th fw={500}>{t`Number`}</Table.Th>
            <Table.Th fw={500} className={classes.number}>{t`Lines`}</Table.Th>
            <Table.Th fw={500} className={classes.number}>{t`Net`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {orders.map((order) => (
            <RecentOrder key={order.id} order={order} shown={order.id === show} />
          ))}
        </Table.Tbody>
      </Table>
      {orders.length < total && (
        <Text size="xs" c="dimmed" mt="xs">
          {t`The newest ${shown} are shown; the timeline has them all.`}
        </Text>
      )}
    </>
  );
}

function RecentOrder({ order: { id, number, date, net, currency, lines }, shown }: { order: OrderRow; shown: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const [opened, setOpened] = useState(shown);
  const row = useShown<HTMLTableRowElement>(shown);
  return (
    <>
      <Table.Tr ref={row} className={shown ? classes.shown : undefined} aria-current={shown || undefined}>
        <Table.Td>
          <DateText date={date} />
        </Table.Td>
        <Table.Td>
          <Anchor component="button" type="button" inherit onClick={() => setOpened(!opened)} aria-expanded={opened}>
            {number}
          </Anchor>
        </Table.Td>
        <Table.Td className={classes.number}>{format.number(lines)}</Table.Td>
        <Table.Td className={classes.number}>
          <Money cents={net} currency={currency} />
        </Table.Td>
      </Table.Tr>
      {opened && (
        <Table.Tr>
          <Table.Td colSpan={4}>
            <OrderLines order={id} currency={currency} label={t`Lines of order ${number}`} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
