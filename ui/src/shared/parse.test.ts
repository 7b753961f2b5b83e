import { describe, expect, it } from "vitest";

import { parseCents, parseDate, parseTime } from "./parse";

describe("amounts as people type them", () => {
  it.each([
    ["1 234,50", 123450],
    ["1\u00a0234,50 €", 123450],
    ["1234.5", 123450],
    ["12", 1200],
    ["-12,5", -1250],
    ["−3,10", -310],
    [",50", 50],
    ["1.234", 123400],
    ["1.234,56", 123456],
  ])("Finnish %j", (text, cents) => expect(parseCents(text, "fi")).toBe(cents));

  it.each([
    ["1,234.50", 123450],
    ["€1,234", 123400],
    ["12,5", 1250],
    ["1.234", 123],
  ])("English %j", (text, cents) => expect(parseCents(text, "en")).toBe(cents));

  it.each(["", "abc", "12e5", "--3", "1 2a", "99999999999999999999"])("is none: %j", (text) => expect(parseCents(text, "fi")).toBeNull());
});

describe("dates as people type them", () => {
  it.each([
    ["21.11.2026", "2026-11-21"],
    ["21.11.", "2026-11-21"],
    ["1.2", "2026-02-01"],
    ["21/11/26", "2026-11-21"],
    ["2026-11-21", "2026-11-21"],
    [" 29.2.2024 ", "2024-02-29"],
  ])("%j", (text, date) => expect(parseDate(text, "2026-06-01")).toBe(date));

  it.each(["29.2.2026", "31.4.2026", "32.1.2026", "0.1.2026", "1.13.2026", "huomenna", "", "1.1.202"])("is none: %j", (text) =>
    expect(parseDate(text, "2026-06-01")).toBeNull(),
  );
});

describe("times of day as people type them", () => {
  it.each([
    ["9", 540],
    ["930", 570],
    ["9.30", 570],
    ["09:30", 570],
    ["1415", 855],
    ["klo 14", 840],
    ["2 pm", 840],
    ["12am", 0],
    ["23.59", 1439],
  ])("%j", (text, minute) => expect(parseTime(text)).toBe(minute));

  it.each(["", "24", "9.60", "9.3", "13 pm", "noon", "12345"])("is none: %j", (text) => expect(parseTime(text)).toBeNull());
});
