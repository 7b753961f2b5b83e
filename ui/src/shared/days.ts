import { addDays, type LocalDate } from "./format";

/** Day of the week, 1 (Monday) to 7 (Sunday). */
export function weekday(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** The day itself, or the Monday after it at a weekend: nobody calls a firm on a Sunday. */
export function workingDay(date: LocalDate): LocalDate {
  const past = weekday(date) - 5;
  return past > 0 ? addDays(date, 3 - past) : date;
}

/** The same day of a later month; the last of that month when it is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const from = new Date(`${date}T00:00:00Z`);
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0));
  last.setUTCDate(Math.min(from.getUTCDate(), last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** The Monday of the week of a day. */
export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekday(date));
}

/** The first day of the month of a day. */
export function firstOfMonth(date: LocalDate): LocalDate {
  return `${date.slice(0, 8)}01`;
}

/** Days that one puts things off to, all of them working days. */
export function quickDays(today: LocalDate): { tomorrow: LocalDate; week: LocalDate; fortnight: LocalDate; month: LocalDate } {
  return {
    tomorrow: workingDay(addDays(today, 1)),
    week: workingDay(addDays(today, 7)),
    fortnight: workingDay(addDays(today, 14)),
    month: workingDay(addMonths(today, 1)),
  };
}
