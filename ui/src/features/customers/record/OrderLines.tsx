import { useLingui } from "@lingui/react/macro";
import { Table } from "@mantine/core";

import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import { Money } from "@/components/values";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";

import classes from "./Customer.module.css";

/** Lines of an order, read when it is opened. */
export function OrderLines({ order, currency, label }: { order: string; currency: string; label: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const lines = useCommand("order_lines", { id: order });
  if (lines.error) return <ErrorState error={lines.error} retry={() => void lines.refetch()} />;
  if (!lines.data) return <TextSkeleton lines={2} />;
  const wholes = lines.data.every(({ quantity }) => Number.isInteger(quantity));
  return (
    <Table className={classes.lines} fz="sm" verticalSpacing={3} horizontalSpacing="xs" aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th fw={500} w={110}>{t`Product`}</Table.Th>
          <Table.Th fw={500}>{t`Name`}</Table.Th>
          <Table.Th fw={500} className={classes.number}>{t`Quantity`}</Table.Th>
          <Table.Th fw={500} className={classes.number}>{t`Net`}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.data.map(({ product_number, product_name, quantity, net }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no identity and never move
          <Table.Tr key={index}>
            <Table.Td>{product_number ?? "–"}</Table.Td>
            <Table.Td>{product_name ?? "–"}</Table.Td>
            <Table.Td className={classes.number}>{format.number(quantity, wholes ? 0 : 2)}</Table.Td>
            <Table.Td className={classes.number}>
              <Money cents={net} currency={currency} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
