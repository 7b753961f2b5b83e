import { describe, expect, it } from "vitest";

import { addMonths, quickDays, weekday, workingDay } from "./days";

describe("days to put things off to", () => {
  it("knows the days of the week", () => {
    expect([weekday("2026-11-16"), weekday("2026-11-22")]).toEqual([1, 7]);
  });

  it.each([
    ["2026-11-20", "2026-11-20"],
    ["2026-11-21", "2026-11-23"],
    ["2026-11-22", "2026-11-23"],
  ])("moves %s off the weekend to %s", (date, expected) => {
    expect(workingDay(date)).toBe(expected);
  });

  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-11-15", 2, "2027-01-15"],
  ])("adds months to %s without running over", (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it("offers working days only", () => {
    expect(quickDays("2026-11-20"), "from a Friday").toEqual({ tomorrow: "2026-11-23", week: "2026-11-27", fortnight: "2026-12-04", month: "2026-12-21" });
  });
});
