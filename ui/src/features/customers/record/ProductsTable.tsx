import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Table, Text } from "@mantine/core";
import { useState } from "react";

import { DateText, Money } from "@/components/values";
import type { ProductBought } from "@/ipc/bindings/ProductBought";
import { useFormat } from "@/shared/format";

import classes from "./Customer.module.css";

/** Products shown before one asks for more. */
const fewProducts = 10;

/** Products that the customer buys, this year and the year before; what fell or ended is easy to see. */
export function ProductsTable({ products }: { products: readonly ProductBought[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? products : products.slice(0, fewProducts);
  return (
    <>
      <Table fz="sm" verticalSpacing={5} horizontalSpacing="xs" aria-label={t`Products`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th fw={500}>{t`Product`}</Table.Th>
            <Table.Th fw={500}>{t`Group`}</Table.Th>
            <Table.Th fw={500} className={classes.number}>{t`Order days`}</Table.Th>
            <Table.Th fw={500} className={classes.number}>{t`Last order`}</Table.Th>
            <Table.Th fw={500} className={classes.number}>{t`12 months`}</Table.Th>
            <Table.Th fw={500} className={classes.number}>{t`Year before`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ product, number, name, group, order_days, last_order, value_365, value_previous_365 }) => (
            <Table.Tr key={product}>
              <Table.Td>
                {name}{" "}
                <Text span size="xs" c="dimmed">
                  {number}
                </Text>
              </Table.Td>
              <Table.Td c="dimmed">{group ?? ""}</Table.Td>
              <Table.Td className={classes.number}>{format.number(order_days)}</Table.Td>
              <Table.Td className={classes.number}>
                <DateText date={last_order} />
              </Table.Td>
              <Table.Td className={classes.number} c={value_365 === 0 && value_previous_365 > 0 ? "var(--pk-warn)" : undefined}>
                <Money cents={value_365} precision="whole" />
              </Table.Td>
              <Table.Td className={classes.number} c="dimmed">
                <Money cents={value_previous_365} precision="whole" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {products.length > fewProducts && (
        <Button variant="subtle" color="gray" size="compact-sm" mt="xs" onClick={() => setAll(!all)}>
          {all ? <Trans>Show fewer</Trans> : <Trans>Show all</Trans>}
        </Button>
      )}
    </>
  );
}
