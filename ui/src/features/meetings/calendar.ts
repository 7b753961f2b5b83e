import { addMonths, firstOfMonth, mondayOf } from "@/shared/days";
import { addDays, daysBetween, type LocalDate } from "@/shared/format";

/** The ways to look at meetings. */
export type CalendarView = "week" | "month" | "list";

/** What the calendar needs to know of a meeting. */
export interface Timed {
  id: string;
  day: LocalDate;
  /** Minutes since midnight; null for the whole day. */
  begins: number | null;
  /** Minutes. */
  duration: number | null;
}

/** Days that are shown together, both included. */
export interface Span {
  from: LocalDate;
  to: LocalDate;
}

/** Days that the list shows from the chosen one on. */
const listDays = 60;
/** A meeting that does not say how long it takes, minutes. */
const usualDuration = 60;
/** Minutes that a meeting takes at least on the screen, so that its name can be read. */
const leastShown = 30;

/** The days that a view shows around a day. A month is shown in whole weeks, always six, so that it does not jump. */
export function spanOf(view: CalendarView, day: LocalDate): Span {
  if (view === "list") return { from: day, to: addDays(day, listDays - 1) };
  const from = view === "week" ? mondayOf(day) : mondayOf(firstOfMonth(day));
  return { from, to: addDays(from, view === "week" ? 6 : 41) };
}

/** Every day of a span, in order. */
export function daysOf({ from, to }: Span): LocalDate[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}

/** The same place in the span before or after: a week, a month, or as many days as the list shows. */
export function turned(view: CalendarView, day: LocalDate, by: -1 | 1): LocalDate {
  if (view === "month") return addMonths(day, by);
  return addDays(day, by * (view === "week" ? 7 : listDays));
}

/** In the order of the clock; what takes the whole day comes first. */
export function inOrder<Meeting extends Timed>(meetings: readonly Meeting[]): Meeting[] {
  return meetings.toSorted((left, right) => compareText(left.day, right.day) || (left.begins ?? -1) - (right.begins ?? -1) || compareText(left.id, right.id));
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The meetings of each day, in order; days without one are not in it. */
export function byDay<Meeting extends Timed>(meetings: readonly Meeting[]): ReadonlyMap<LocalDate, Meeting[]> {
  const days = new Map<LocalDate, Meeting[]>();
  for (const meeting of inOrder(meetings)) days.set(meeting.day, [...(days.get(meeting.day) ?? []), meeting]);
  return days;
}

/** Where a meeting stands beside others at the same time. */
export interface Placed<Meeting> {
  meeting: Meeting;
  /** Minutes since midnight. */
  begins: number;
  ends: number;
  /** Which of `lanes` equal strips of the day it takes. */
  lane: number;
  lanes: number;
}

/** Meetings of one day with a time, beside each other where they overlap. */
export function placed<Meeting extends Timed>(meetings: readonly Meeting[]): Placed<Meeting>[] {
  const result: Placed<Meeting>[] = [];
  let group: Placed<Meeting>[] = [];
  let groupEnds = 0;
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane + 1));
    for (const one of group) one.lanes = lanes;
    result.push(...group);
    group = [];
  };
  for (const meeting of inOrder(meetings)) {
    const { begins, duration } = meeting;
    if (begins === null) continue;
    const ends = begins + Math.max(leastShown, duration ?? usualDuration);
    if (begins >= groupEnds) close();
    const taken = new Set(group.filter((other) => other.ends > begins).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    group.push({ meeting, begins, ends, lane, lanes: 1 });
    groupEnds = Math.max(groupEnds, ends);
  }
  close();
  return result;
}

/** Hours that the week shows even when nothing is in them. */
const workingHours = { first: 8, last: 17 };

/** The hours that the week has to show so that every meeting is seen. */
export function hoursOf(meetings: readonly Timed[]): { first: number; last: number } {
  const timed = meetings.flatMap(({ begins, duration }) => (begins === null ? [] : [{ begins, ends: begins + Math.max(leastShown, duration ?? usualDuration) }]));
  return {
    first: Math.min(workingHours.first, ...timed.map(({ begins }) => Math.floor(begins / 60))),
    last: Math.min(24, Math.max(workingHours.last, ...timed.map(({ ends }) => Math.ceil(ends / 60)))),
  };
}

/** The meeting after or before one in order; from a day without a cursor the nearest in that direction. */
export function neighbour<Meeting extends Timed>(meetings: readonly Meeting[], active: string | null, day: LocalDate, by: -1 | 1): Meeting | undefined {
  const ordered = inOrder(meetings);
  const index = ordered.findIndex(({ id }) => id === active);
  if (index >= 0) return ordered[index + by];
  return by > 0 ? ordered.find((meeting) => meeting.day >= day) : ordered.findLast((meeting) => meeting.day <= day);
}
