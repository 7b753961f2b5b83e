import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Table, Text } from "@mantine/core";
import { useState } from "react";

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

import classes from "./Customer.module.css";
import { OrderLines } from "./OrderLines";
import { ProductsTable } from "./ProductsTable";
import { yearsCompared } from "./years";

/** What the customer has bought: month by month against the year before, product by product, order by order. */
export function OrdersTab({ customer }: { customer: string }) {
  const { t } = useLingui();
  const orders = useCommand("customer_orders", { id: customer });
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
        <Trans>No orders have been imported for this customer.</Trans>
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
        <RecentOrders orders={recent} total={total} />
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

function RecentOrders({ orders, total }: { orders: readonly OrderRow[]; total: number }) {
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
            <RecentOrder key={order.id} order={order} />
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

function RecentOrder({ order: { id, number, date, net, currency, lines } }: { order: OrderRow }) {
  const { t } = useLingui();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Table.Tr>
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
