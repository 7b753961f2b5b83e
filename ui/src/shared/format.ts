import { useMemo } from "react";

import type { Language } from "@/ipc/bindings/Language";

import { offered, useLanguage } from "./language";

/** A business date, `2026-11-21`: a day on the calendar, without a time zone. */
export type LocalDate = string;

const dayMilliseconds = 86_400_000;
const missing = "–";

/** A business date as an instant at midnight UTC, to count and to format with; NaN when it is not one. */
function instantOf(date: LocalDate): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((instantOf(to) - instantOf(from)) / dayMilliseconds);
}

/** The day `days` after `date`. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(instantOf(date) + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** The business date of an instant in the time zone of this machine. */
export function localDateOf(instant: Date): LocalDate {
  return `${String(instant.getFullYear()).padStart(4, "0")}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

/** A text as the beginning of a line. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Today's business date. */
export function today(): LocalDate {
  return localDateOf(new Date());
}

function onDate(format: Intl.DateTimeFormat, date: LocalDate | null | undefined): string {
  const instant = date ? instantOf(date) : Number.NaN;
  return Number.isNaN(instant) ? missing : format.format(instant);
}

export interface MoneyOptions {
  /** ISO 4217. */
  currency?: string | undefined;
  /** `whole` drops the cents, for sums where they are noise; `exact` (the default) keeps two decimals. */
  precision?: "exact" | "whole" | undefined;
  /** A plus sign before gains. */
  signed?: boolean | undefined;
}

export type Format = ReturnType<typeof createFormat>;

/** Numbers, money, dates and order of a language: 1 234,50 € and 21.11.2026, or €1,234.50 and 21 Nov 2026. */
export function createFormat(language: Language) {
  const { locale } = offered[language];
  const finnish = language === "fi";
  const numbers = new Map<string, Intl.NumberFormat>();
  const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    let format = numbers.get(key);
    if (!format) {
      format = new Intl.NumberFormat(locale, options);
      numbers.set(key, format);
    }
    return format;
  };
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const day = dates({ day: "numeric", month: finnish ? "numeric" : "short", year: "numeric", timeZone: "UTC" });
  const shortDay = dates({ day: "numeric", month: finnish ? "numeric" : "short", timeZone: "UTC" });
  const weekday = dates({ weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  const month = dates({ month: finnish ? "numeric" : "short", year: "numeric", timeZone: "UTC" });
  const monthName = dates({ month: "short", timeZone: "UTC" });
  const monthOfYear = dates({ month: "long", year: "numeric", timeZone: "UTC" });
  const weekdayName = dates({ weekday: "short", timeZone: "UTC" });
  const weekdayAndDay = dates({ weekday: "short", day: "numeric", month: finnish ? "numeric" : "short", timeZone: "UTC" });
  const clock = dates({ hour: "2-digit", minute: "2-digit" });
  const clockOfDay = dates({ hour: finnish ? "numeric" : "2-digit", minute: "2-digit", timeZone: "UTC" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const shortRelative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });

  return {
    language,
    /** Integer cents as money. */
    money(cents: number | null | undefined, { currency = "EUR", precision = "exact", signed = false }: MoneyOptions = {}): string {
      if (cents === null || cents === undefined) return missing;
      const decimals = precision === "whole" ? 0 : 2;
      return numberFormat({
        style: "currency",
        currency,
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        signDisplay: signed ? "exceptZero" : "negative",
      }).format(cents / 100);
    },
    /** Money for the axis of a chart: 12 t. €, €12K. */
    compactMoney(cents: number, currency = "EUR"): string {
      return numberFormat({ style: "currency", currency, notation: "compact", maximumFractionDigits: 1 }).format(cents / 100);
    },
    number(value: number | null | undefined, decimals = 0): string {
      if (value === null || value === undefined) return missing;
      return numberFormat({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
    },
    /** A share, 0 to 1, in per cent. */
    percent(share: number | null | undefined, decimals = 0): string {
      if (share === null || share === undefined) return missing;
      return numberFormat({ style: "percent", minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(share);
    },
    /** 21.11.2026, 21 Nov 2026. */
    date: (date: LocalDate | null | undefined) => onDate(day, date),
    /** 21.11., 21 Nov: where the year is plain from the context. */
    shortDate: (date: LocalDate | null | undefined) => onDate(shortDay, date),
    /** lauantai 21. marraskuuta, Saturday 21 November. */
    longDate: (date: LocalDate | null | undefined) => onDate(weekday, date),
    /** 11/2026, Nov 2026. */
    month: (date: LocalDate | null | undefined) => onDate(month, date),
    /** marras, Nov: for the axis of a chart. */
    monthName: (date: LocalDate | null | undefined) => onDate(monthName, date),
    /** marraskuu 2026, November 2026: above a calendar. */
    monthOfYear: (date: LocalDate | null | undefined) => onDate(monthOfYear, date),
    /** ma, Mon. */
    weekdayName: (date: LocalDate | null | undefined) => onDate(weekdayName, date),
    /** ma 23.11., Mon 23 Nov: where the year is plain from the context. */
    weekdayAndDay: (date: LocalDate | null | undefined) => onDate(weekdayAndDay, date),
    /** A time of day in minutes since midnight, in the local time of the firm: 9.30, 09:30. */
    minuteOfDay: (minute: number | null | undefined) => (minute === null || minute === undefined ? missing : clockOfDay.format(minute * 60_000)),
    /** An instant (milliseconds since 1970 UTC) on the clock of this machine. */
    dateTime: (instant: number) => `${onDate(day, localDateOf(new Date(instant)))} ${clock.format(instant)}`,
    /** 14.30, 14:30. */
    time: (instant: number) => clock.format(instant),
    /** How far a day is from another: today, yesterday, 71 days ago, in 3 days; `short` for lists (71 pv sitten). */
    relativeDays(date: LocalDate | null | undefined, { from = today(), short = false }: { from?: LocalDate; short?: boolean } = {}): string {
      const days = date ? daysBetween(from, date) : Number.NaN;
      return Number.isNaN(days) ? missing : (short ? shortRelative : relative).format(days, "day");
    },
    /** A size in bytes: 4,6 Mt, 4.6 MB. */
    bytes(bytes: number): string {
      const units = finnish ? ["t", "kt", "Mt", "Gt", "Tt"] : ["B", "kB", "MB", "GB", "TB"];
      const step = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
      const scaled = bytes / 1000 ** step;
      return `${numberFormat({ maximumFractionDigits: step === 0 || scaled >= 100 ? 0 : 1 }).format(scaled)}\u00a0${units[step] ?? ""}`;
    },
    /** Compares texts in the order of the language's alphabet (å, ä and ö last in Finnish). */
    compare: (left: string, right: string) => collator.compare(left, right),
  };
}

/** The formats of the language in use. */
export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => createFormat(language), [language]);
}
