import { describe, expect, it } from "vitest";

import { byDay, daysOf, hoursOf, neighbour, placed, spanOf, type Timed, turned } from "./calendar";

const meeting = (id: string, day: string, begins: number | null, duration: number | null = 60): Timed => ({ id, day, begins, duration });
const at = (hour: number, minute = 0) => hour * 60 + minute;

describe("the days of a view", () => {
  it("a week runs from Monday to Sunday", () => {
    expect(spanOf("week", "2026-11-22")).toEqual({ from: "2026-11-16", to: "2026-11-22" });
  });

  it("a month is six whole weeks, whatever day of it was chosen", () => {
    const span = spanOf("month", "2026-11-22");
    expect(span).toEqual({ from: "2026-10-26", to: "2026-12-06" });
    expect(daysOf(span)).toHaveLength(42);
  });

  it("turns by the length of what is shown; the 31st goes to the last day of a shorter month", () => {
    expect([turned("week", "2026-11-22", 1), turned("month", "2026-10-31", 1), turned("list", "2026-11-22", -1)]).toEqual(["2026-11-29", "2026-11-30", "2026-09-23"]);
  });
});

describe("meetings at the same time", () => {
  it("stand beside each other, and those after them have the whole width again", () => {
    const day = "2026-11-23";
    const found = placed([meeting("c", day, at(11)), meeting("a", day, at(9), 90), meeting("b", day, at(10)), meeting("all", day, null)]);
    expect(found.map(({ meeting: { id }, lane, lanes }) => [id, lane, lanes])).toEqual([
      ["a", 0, 2],
      ["b", 1, 2],
      ["c", 0, 1],
    ]);
  });

  it("a lane that has become free is used again", () => {
    const day = "2026-11-23";
    const found = placed([meeting("long", day, at(9), 180), meeting("first", day, at(9), 60), meeting("second", day, at(10), 60)]);
    expect(found.every(({ lanes }) => lanes === 2), "three meetings, but never three at once").toBe(true);
  });

  it("a very short one can still be read: half an hour at least", () => {
    expect(placed([meeting("a", "2026-11-23", at(9), 5)])[0]?.ends).toBe(at(9, 30));
  });
});

it("the week shows working hours, and more when a meeting is outside", () => {
  expect(hoursOf([])).toEqual({ first: 8, last: 17 });
  expect(hoursOf([meeting("early", "2026-11-23", at(6, 30)), meeting("late", "2026-11-23", at(23, 30), 120)])).toEqual({ first: 6, last: 24 });
});

it("days hold their meetings in the order of the clock, whole days first", () => {
  const days = byDay([meeting("b", "2026-11-23", at(9)), meeting("a", "2026-11-24", at(8)), meeting("whole", "2026-11-23", null)]);
  expect([...days].map(([day, list]) => [day, list.map(({ id }) => id)])).toEqual([
    ["2026-11-23", ["whole", "b"]],
    ["2026-11-24", ["a"]],
  ]);
});

it("the cursor goes to the nearest meeting first, then one by one, and stays at the ends", () => {
  const meetings = [meeting("a", "2026-11-20", at(9)), meeting("b", "2026-11-24", at(9)), meeting("c", "2026-11-24", at(11))];
  expect(neighbour(meetings, null, "2026-11-22", 1)?.id).toBe("b");
  expect(neighbour(meetings, null, "2026-11-22", -1)?.id).toBe("a");
  expect(neighbour(meetings, "b", "2026-11-22", 1)?.id).toBe("c");
  expect(neighbour(meetings, "c", "2026-11-22", 1)).toBeUndefined();
});
