import "@mantine/charts/styles.css";

import { AreaChart, BarChart, LineChart } from "@mantine/charts";

import type { DataChartProps } from "./DataChart";

/** Drawing itself; apart from `DataChart` so that the chart library is only read when a chart is shown. */
export default function Chart({ title, description, kind, rows, x, series, value, tick, height, references, bounds, dots }: DataChartProps) {
  const onAxis = (figure: number) => (tick ?? value)(figure);
  const colored = series.map(({ key, label, color, dashed }, index) => ({
    name: key,
    label,
    color: color ?? `var(--pk-chart-${(index % 6) + 1})`,
    ...(dashed ? { strokeDasharray: "4 4" } : {}),
  }));
  const shared = {
    h: height ?? 220,
    data: [...rows],
    dataKey: x.key,
    series: colored,
    gridColor: "var(--pk-chart-grid)",
    textColor: "var(--mantine-color-dimmed)",
    gridAxis: "x" as const,
    tickLine: "none" as const,
    strokeDasharray: "0",
    withLegend: series.length > 1,
    // More than three names take two lines in half a page.
    legendProps: { verticalAlign: "top" as const, height: series.length > 3 ? 52 : 28, itemSorter: null },
    valueFormatter: value,
    xAxisProps: {
      tickFormatter: (at: number | string) => (x.tick ?? x.text)(at),
      minTickGap: 24,
      ...(x.numeric ? { type: "number" as const, domain: x.bounds ? [...x.bounds] : ["dataMin", "dataMax"] } : {}),
    },
    yAxisProps: { tickFormatter: onAxis, width: 64, ...(bounds ? { domain: [...bounds] } : {}) },
    tooltipProps: { labelFormatter: (at: unknown) => x.text(at as number | string), isAnimationActive: false },
    referenceLines: (references ?? []).map(({ x: atX, y, label }) => ({
      ...(atX === undefined ? {} : { x: atX }),
      ...(y === undefined ? {} : { y }),
      label: { value: label, fontSize: 11, fill: "var(--mantine-color-dimmed)", position: "insideTopRight" as const },
      color: "var(--mantine-color-dimmed)",
    })),
    role: "img",
    "aria-label": description ?? title,
  };
  if (kind === "bar" || kind === "stacked") {
    return <BarChart {...shared} type={kind === "stacked" ? "stacked" : "default"} maxBarWidth={28} barProps={{ radius: kind === "bar" ? 2 : 0, isAnimationActive: false }} />;
  }
  const curve = { curveType: "linear" as const, withDots: dots ?? (rows.length <= 40 && x.numeric !== true), strokeWidth: 2, dotProps: { r: 2.5 } };
  if (kind === "area") return <AreaChart {...shared} {...curve} fillOpacity={0.12} areaProps={{ isAnimationActive: false }} />;
  return <LineChart {...shared} {...curve} lineProps={{ isAnimationActive: false }} />;
}
