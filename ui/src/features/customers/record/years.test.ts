import { describe, expect, it } from "vitest";

import type { MonthValue } from "@/ipc/bindings/MonthValue";

import { yearsCompared } from "./years";

const months: MonthValue[] = Array.from({ length: 36 }, (_, index) => ({
  month: new Date(Date.UTC(2023, 11 + index, 1)).toISOString().slice(0, 10),
  net: index * 100,
  orders: 1,
}));

describe("two years beside each other", () => {
  it("puts each month beside the same one a year earlier", () => {
    const { rows, now, before } = yearsCompared(months);
    expect(rows).toHaveLength(12);
    expect(rows[0]).toEqual({ month: "2025-12-01", net: 2400, before: 1200 });
    expect(now - before, "twelve months, each 1200 above the year before").toBe(12 * 1200);
  });

  it("does not invent a year before the first", () => {
    expect(yearsCompared(months.slice(0, 5)).rows.map(({ before }) => before)).toEqual([null, null, null, null, null]);
    expect(yearsCompared([]).rows).toEqual([]);
  });
});
