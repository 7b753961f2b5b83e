import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Title, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense } from "react";

import { BlockSkeleton } from "../Skeletons";
import { DataTable } from "./DataTable";
import classes from "./Figures.module.css";

/** A row of figures: numbers by name, and what stands on the horizontal axis. */
export type ChartRow = Record<string, number | string | null>;

export interface ChartSeries {
  key: string;
  label: string;
  /** A colour with a meaning of its own; without it the series take the chart colours in order. */
  color?: string;
  /** What one compares with: a goal, last year. */
  dashed?: boolean;
}

export interface ChartAxis {
  key: string;
  label: string;
  /** A value in words, for the tooltip and the table. */
  text: (value: number | string) => string;
  /** A value on the axis, where room is short; `text` without it. */
  tick?: (value: number | string) => string;
  /** Values are numbers that stand as far apart as they are large: for curves, not for months. */
  numeric?: boolean;
  /** First and last value of a numeric axis; without it the axis ends with the figures. */
  bounds?: readonly [number, number];
}

export interface DataChartProps {
  title: string;
  /** What one sees, in a sentence; also read to those who cannot see the chart. */
  description?: string;
  kind: "bar" | "stacked" | "line" | "area";
  rows: readonly ChartRow[];
  x: ChartAxis;
  series: readonly ChartSeries[];
  /** A figure in words, for the tooltip and the table. */
  value: (figure: number) => string;
  /** A figure on the axis; `value` without it. */
  tick?: (figure: number) => string;
  /** Least and greatest value of the vertical axis, where the figures have bounds of their own: 0 to 1 for shares. */
  bounds?: readonly [number, number];
  /** A dot for each figure, also on a numeric axis: for few figures of which each counts. */
  dots?: boolean;
  height?: number;
  /** Inside a section of a record, whose heading says what the chart is about: no frame, no title. */
  plain?: boolean;
  /** Lines across: today, a goal. */
  references?: readonly { x?: number | string; y?: number; label: string }[];
  /** Instead of the chart when there are no rows. */
  empty?: ReactNode;
}

const Chart = lazy(() => import("./Chart"));

/** A chart with the table that it draws: one description, two ways to look at it. */
export function DataChart(props: DataChartProps) {
  const { title, description, rows, x, series, value, height = 220, plain = false, empty } = props;
  const { t } = useLingui();
  const [asTable, { toggle }] = useDisclosure();
  const label = asTable ? t`Show as chart` : t`Show as table`;
  return (
    <figure className={classes.figure} aria-label={title} data-plain={plain || undefined}>
      <figcaption className={classes.caption}>
        <div>
          {!plain && (
            <Title order={2} size="h3">
              {title}
            </Title>
          )}
          {description && <p className={classes.description}>{description}</p>}
        </div>
        {rows.length > 0 && (
          <Tooltip label={label}>
            <ActionIcon onClick={toggle} aria-label={`${label}: ${title}`} aria-pressed={asTable} className="pk-no-print">
              {asTable ? <IconChartBar size={16} stroke={1.5} /> : <IconTable size={16} stroke={1.5} />}
            </ActionIcon>
          </Tooltip>
        )}
      </figcaption>
      {rows.length === 0 ? (
        <div className={classes.nothing} style={{ height }}>
          {empty ?? t`No figures yet`}
        </div>
      ) : asTable ? (
        <DataTable rows={rows} x={x} series={series} value={value} height={height} label={title} />
      ) : (
        <Suspense fallback={<BlockSkeleton height={height} />}>
          <Chart {...props} height={height} />
        </Suspense>
      )}
    </figure>
  );
}
