import { describe, expect, it } from "vitest";

import { addDays, createFormat, daysBetween, localDateOf } from "./format";

const fi = createFormat("fi");
const en = createFormat("en");
/** Intl separates with no-break spaces of two widths and writes a real minus sign. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replace(/\u2212/g, "-");

describe("money", () => {
  it.each([
    [123450, "1 234,50 €", "€1,234.50"],
    [0, "0,00 €", "€0.00"],
    [-990, "-9,90 €", "-€9.90"],
    [123456789012, "1 234 567 890,12 €", "€1,234,567,890.12"],
  ])("%d cents", (cents, finnish, english) => {
    expect(plain(fi.money(cents))).toBe(finnish);
    expect(plain(en.money(cents))).toBe(english);
  });

  it("leaves the cents out where they are noise", () => {
    expect(plain(fi.money(1420049, { precision: "whole" }))).toBe("14 200 €");
    expect(plain(en.money(1420049, { precision: "whole" }))).toBe("€14,200");
  });

  it("shows other currencies and gains", () => {
    expect(plain(fi.money(100, { currency: "SEK" }))).toBe("1,00 SEK");
    expect(plain(en.money(100, { signed: true }))).toBe("+€1.00");
  });

  it("says when there is no amount", () => {
    expect(fi.money(null)).toBe("–");
    expect(fi.money(undefined)).toBe("–");
  });
});

describe("dates", () => {
  it("are written as people of the language write them", () => {
    expect(fi.date("2026-11-21")).toBe("21.11.2026");
    expect(en.date("2026-11-21")).toBe("21 Nov 2026");
    expect(fi.shortDate("2026-11-21")).toBe("21.11.");
    expect(en.shortDate("2026-11-21")).toBe("21 Nov");
    expect(fi.longDate("2026-11-21")).toBe("lauantai 21. marraskuuta");
    expect(en.longDate("2026-11-21")).toBe("Saturday 21 November");
    expect(en.month("2026-11-01")).toBe("Nov 2026");
    expect(fi.month("2026-11-01")).toMatch(/^11[./]2026$/);
  });

  it("do not shift with the time zone of the machine", () => {
    expect(fi.date("2026-01-01")).toBe("1.1.2026");
    expect(fi.date("2026-12-31")).toBe("31.12.2026");
  });

  it("that are none are told apart", () => {
    expect(fi.date(null)).toBe("–");
    expect(fi.date("")).toBe("–");
    expect(fi.date("21.11.2026")).toBe("–");
  });

  it("are told by their distance", () => {
    const from = "2026-11-21";
    expect(fi.relativeDays("2026-11-21", { from })).toBe("tänään");
    expect(fi.relativeDays("2026-11-20", { from })).toBe("eilen");
    expect(plain(fi.relativeDays("2026-09-11", { from }))).toBe("71 päivää sitten");
    expect(plain(fi.relativeDays("2026-09-11", { from, short: true }))).toBe("71 pv sitten");
    expect(en.relativeDays("2026-11-24", { from })).toBe("in 3 days");
    expect(en.relativeDays(null, { from })).toBe("–");
  });

  it("are counted across the change to summer time and leap days", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(localDateOf(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
  });
});

describe("numbers", () => {
  it("follow the language", () => {
    expect(plain(fi.number(1234567.891, 2))).toBe("1 234 567,89");
    expect(en.number(1234567.891, 2)).toBe("1,234,567.89");
    expect(plain(fi.percent(0.084))).toBe("8 %");
    expect(en.percent(0.084, 1)).toBe("8.4%");
  });

  it("sizes have the units of the language", () => {
    expect(plain(fi.bytes(4_600_000))).toBe("4,6 Mt");
    expect(plain(en.bytes(999))).toBe("999 B");
    expect(plain(en.bytes(123_400))).toBe("123 kB");
  });
});

it("å, ä and ö come last, and numbers in names by their size", () => {
  const names = ["Öljy", "Ääni", "Zeta", "Åbo", "Konepaja 10", "Konepaja 9"];
  expect(names.toSorted(fi.compare)).toEqual(["Konepaja 9", "Konepaja 10", "Zeta", "Åbo", "Ääni", "Öljy"]);
});
