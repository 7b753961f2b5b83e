import type { MonthValue } from "@/ipc/bindings/MonthValue";

const monthsOfYear = 12;

/** A type, not an interface, so that charts take it as a row. */
export type YearRow = {
  /** First day of the month. */
  month: string;
  /** Cents of the month. */
  net: number;
  /** Cents of the same month a year earlier; absent when nothing is known so far back. */
  before: number | null;
};

/** The last twelve months beside the same months a year earlier, and both sums in cents. `months` is ascending without gaps. */
export function yearsCompared(months: readonly MonthValue[]): { rows: YearRow[]; now: number; before: number } {
  const first = Math.max(0, months.length - monthsOfYear);
  const rows = months.slice(first).map(({ month, net }, index) => ({ month, net, before: months[first + index - monthsOfYear]?.net ?? null }));
  return {
    rows,
    now: rows.reduce((sum, { net }) => sum + net, 0),
    before: rows.reduce((sum, { before }) => sum + (before ?? 0), 0),
  };
}
