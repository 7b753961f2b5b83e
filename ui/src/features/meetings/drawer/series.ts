import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Frequency } from "@/ipc/bindings/Frequency";
import type { SeriesRule } from "@/ipc/bindings/SeriesRule";
import type { Weekday } from "@/ipc/bindings/Weekday";
import { weekday } from "@/shared/days";
import type { LocalDate } from "@/shared/format";

/** Of what the interval is counted, and on which day of it the meeting is; the day itself is that of the first meeting. */
export type Unit = "weeks" | "months_weekday" | "months_day" | "years";

/** How a meeting is repeated; null does not repeat it. */
export type Repeat = { every: number; unit: Unit } | null;

/** Usual ways to repeat, by the name of their choice. */
export const usualRepeats = {
  week: { every: 1, unit: "weeks" },
  fortnight: { every: 2, unit: "weeks" },
  month: { every: 1, unit: "months_weekday" },
  month_day: { every: 1, unit: "months_day" },
  quarter: { every: 3, unit: "months_weekday" },
  half_year: { every: 6, unit: "months_weekday" },
  year: { every: 1, unit: "years" },
} satisfies Record<string, Repeat>;

export type UsualRepeat = keyof typeof usualRepeats;

export const usualRepeatWords = {
  week: msg`Every week`,
  fortnight: msg`Every two weeks`,
  month: msg`Every month, on the same weekday`,
  month_day: msg`Every month, on the same date`,
  quarter: msg`Every quarter`,
  half_year: msg`Every half-year`,
  year: msg`Every year`,
} satisfies Record<UsualRepeat, MessageDescriptor>;

export const unitWords = {
  weeks: msg`weeks`,
  months_weekday: msg`months, on the same weekday`,
  months_day: msg`months, on the same date`,
  years: msg`year`,
} satisfies Record<Unit, MessageDescriptor>;

/** A repeat that has to be spelled out, as a sentence. */
export const spelledWords = {
  weeks: (every: number) => msg`Every ${every} weeks`,
  months_weekday: (every: number) => msg`Every ${every} months, on the same weekday`,
  months_day: (every: number) => msg`Every ${every} months, on the same date`,
  years: (every: number) => msg`Every ${every} years`,
} satisfies Record<Unit, (every: number) => MessageDescriptor>;

const weekdays: readonly Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Stands for the last such weekday of a month. */
const lastOfMonth = 5;

/** The day of the week of a date. */
export function weekdayOf(day: LocalDate): Weekday {
  return weekdays[weekday(day) - 1] ?? "monday";
}

/** The which weekday of its month a day is, 1 to 4; 5 for the last one. */
export function nthOf(day: LocalDate): number {
  return Math.min(lastOfMonth, Math.ceil(Number(day.slice(8)) / 7));
}

/** The rule of a series whose first meeting is on a day. */
export function ruleOf({ every, unit }: NonNullable<Repeat>, day: LocalDate, until: LocalDate | null): SeriesRule {
  return { frequency: frequencyOf(every, unit, day), from: day, until };
}

function frequencyOf(every: number, unit: Unit, day: LocalDate): Frequency {
  switch (unit) {
    case "weeks":
      return { kind: "weeks", every, weekday: weekdayOf(day) };
    case "months_weekday":
      return { kind: "months", every, on: { kind: "weekday", nth: nthOf(day), weekday: weekdayOf(day) } };
    case "months_day":
      return { kind: "months", every, on: { kind: "day", day: Number(day.slice(8)) } };
    case "years":
      return { kind: "yearly" };
  }
}

/** How a rule repeats, for the form that changes it. */
export function repeatOf({ frequency }: SeriesRule): NonNullable<Repeat> {
  switch (frequency.kind) {
    case "weeks":
      return { every: frequency.every, unit: "weeks" };
    case "months":
      return { every: frequency.every, unit: frequency.on.kind === "day" ? "months_day" : "months_weekday" };
    case "yearly":
      return { every: 1, unit: "years" };
  }
}

/** The usual choice that repeats so; null for one that has to be spelled out. */
export function usualOf(repeat: NonNullable<Repeat>): UsualRepeat | null {
  const found = Object.entries(usualRepeats).find(([, { every, unit }]) => every === repeat.every && unit === repeat.unit);
  return found ? (found[0] as UsualRepeat) : null;
}
