import { describe, expect, it } from "vitest";

import { readDate, readNumber } from "./readings";

describe("reading a value both ways", () => {
  it.each([
    ["07/04/1996", "1996-04-07", "1996-07-04"],
    ["7-4-96", "1996-04-07", "1996-07-04"],
    ["7-4-26", "2026-04-07", "2026-07-04"],
    ["07/04/1996 8:26", "1996-04-07", "1996-07-04"],
  ])("%s", (text, dayFirst, monthFirst) => {
    expect([readDate(text, "day_first"), readDate(text, "month_first")]).toEqual([dayFirst, monthFirst]);
  });

  it("finds no day where there is none", () => {
    expect(readDate("31/04/1996", "day_first")).toBeNull();
    expect(readDate("25/12/1996", "month_first")).toBeNull();
    expect(readDate("eilen", "day_first")).toBeNull();
  });

  it.each([
    ["1,234", 1.234, 1234],
    ["1.234", 1234, 1.234],
    ["-1 234,5 €", -1234.5, -12345],
    ["n/a", null, null],
    ["", null, null],
  ])("%s with a comma and with a point", (text, comma, point) => {
    expect([readNumber(text, "comma"), readNumber(text, "point")]).toEqual([comma, point]);
  });
});
