import { expect, it } from "vitest";

import { nthOf, repeatOf, ruleOf, usualOf, usualRepeats, weekdayOf } from "./series";

it("a day is the first to fourth of its weekday, or the last", () => {
  expect([nthOf("2026-11-01"), nthOf("2026-11-07"), nthOf("2026-11-08"), nthOf("2026-11-28"), nthOf("2026-11-30")]).toEqual([1, 1, 2, 4, 5]);
  expect(weekdayOf("2026-11-22")).toBe("sunday");
});

it("the rule begins on the first meeting and repeats on its day", () => {
  expect(ruleOf(usualRepeats.quarter, "2026-11-24", "2027-12-31")).toEqual({
    frequency: { kind: "months", every: 3, on: { kind: "weekday", nth: 4, weekday: "tuesday" } },
    from: "2026-11-24",
    until: "2027-12-31",
  });
  expect(ruleOf({ every: 2, unit: "months_day" }, "2026-11-30", null).frequency).toEqual({ kind: "months", every: 2, on: { kind: "day", day: 30 } });
});

it("what was chosen is chosen again when the series is changed", () => {
  for (const [name, repeat] of Object.entries(usualRepeats)) expect(usualOf(repeatOf(ruleOf(repeat, "2026-11-24", null)))).toBe(name);
  expect(usualOf({ every: 5, unit: "weeks" }), "spelled out").toBeNull();
});
