import { Table } from "@mantine/core";

import type { DataChartProps } from "./DataChart";

type DataTableProps = Pick<DataChartProps, "rows" | "x" | "series" | "value"> & { height: number; label: string };

/** The figures of a chart as a table, no taller than the chart was. */
export function DataTable({ rows, x, series, value, height, label }: DataTableProps) {
  return (
    <Table.ScrollContainer minWidth={0} maxHeight={height} scrollAreaProps={{ type: "auto" }}>
      <Table stickyHeader fz="sm" verticalSpacing={4} horizontalSpacing="xs" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th fw={500}>{x.label}</Table.Th>
            {series.map((one) => (
              <Table.Th key={one.key} ta="end" fw={500}>
                {one.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={String(row[x.key])}>
              <Table.Td>{x.text(row[x.key] ?? "")}</Table.Td>
              {series.map((one) => {
                const figure = row[one.key];
                return (
                  <Table.Td key={one.key} ta="end">
                    {typeof figure === "number" ? value(figure) : "–"}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
