import type { Attendee } from "@/ipc/bindings/Attendee";
import type { ContactKind } from "@/ipc/bindings/ContactKind";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { Meeting } from "@/ipc/bindings/Meeting";
import type { SaveMeeting } from "@/ipc/bindings/SaveMeeting";
import type { SaveSeries } from "@/ipc/bindings/SaveSeries";
import type { SeriesRule } from "@/ipc/bindings/SeriesRule";
import { workingDay } from "@/shared/days";
import { addDays, type LocalDate } from "@/shared/format";
import type { MeetingRequest } from "@/shared/meetings";

import { type Repeat, repeatOf, ruleOf } from "./series";

/** The fields of a meeting, and of a series, as the program takes them. */
type MeetingFields = Omit<SaveMeeting, "id" | "base">;
type SeriesFields = Omit<SaveSeries, "id" | "from_day" | "base">;

/** What the form of a meeting holds; named as the fields of the request are, so that errors find their field. */
export interface MeetingDraft extends Record<string, unknown> {
  customer: CustomerName | null;
  purpose: string;
  kind: ContactKind;
  day: LocalDate | null;
  /** Minutes after midnight; null for the whole day. */
  begins: number | null;
  duration: number | null;
  place: string;
  link: string;
  owner: string | null;
  alarm_minutes: number | null;
  /** People of the customer. */
  persons: string[];
  /** Members of the firm. */
  members: string[];
}

/** A meeting takes so long unless something else is said, minutes. */
const usualDuration = 60;
/** Ways to meet, the usual ones first. */
export const meetingKinds: readonly ContactKind[] = ["visit", "online", "hosting", "lunch", "call", "event", "service"];

/** The kinds that a form offers: the usual ones, and the one that is chosen already. */
export function offeredKinds(chosen: ContactKind): readonly ContactKind[] {
  return meetingKinds.includes(chosen) ? meetingKinds : [...meetingKinds, chosen];
}

function sides(participants: readonly Attendee[]): { persons: string[]; members: string[] } {
  return {
    persons: participants.flatMap((who) => (who.side === "person" ? [who.person] : [])),
    members: participants.flatMap((who) => (who.side === "member" ? [who.member] : [])),
  };
}

/** The form as it opens. */
export function draftOf(request: MeetingRequest, today: LocalDate, me: string | null): MeetingDraft {
  if (request.kind === "change") {
    const { meeting } = request.meeting;
    return {
      customer: { id: meeting.customer, name: meeting.customer_name },
      purpose: meeting.purpose,
      kind: meeting.kind,
      day: meeting.day,
      begins: meeting.begins,
      duration: meeting.duration,
      place: meeting.place ?? "",
      link: meeting.link ?? "",
      owner: meeting.owner,
      alarm_minutes: request.meeting.alarm_minutes,
      ...sides(meeting.participants),
    };
  }
  if (request.kind === "series") {
    const { series, from } = request;
    return {
      customer: { id: series.customer, name: series.customer_name },
      purpose: series.purpose,
      kind: series.kind,
      day: from ?? series.rule.from,
      begins: series.begins ?? null,
      duration: series.duration ?? null,
      place: series.place ?? "",
      link: series.link ?? "",
      owner: series.owner ?? null,
      alarm_minutes: series.alarm_minutes ?? null,
      ...sides(series.participants),
    };
  }
  return {
    customer: request.customer ?? null,
    purpose: "",
    kind: "visit",
    day: request.day ?? workingDay(addDays(today, 7)),
    begins: request.begins ?? 9 * 60,
    duration: usualDuration,
    place: "",
    link: "",
    owner: me,
    alarm_minutes: null,
    persons: request.person === undefined ? [] : [request.person],
    members: me === null ? [] : [me],
  };
}

const orNull = (text: string) => (text.trim() === "" ? null : text.trim());

function common({ customer, purpose, kind, begins, duration, place, link, owner, alarm_minutes, persons, members }: MeetingDraft) {
  const participants: Attendee[] = [...persons.map((person): Attendee => ({ side: "person", person })), ...members.map((member): Attendee => ({ side: "member", member }))];
  return {
    customer: customer?.id ?? "",
    purpose: purpose.trim(),
    kind,
    begins,
    // A meeting that takes the whole day has no length.
    duration: begins === null ? null : (duration ?? usualDuration),
    place: orNull(place),
    link: orNull(completeLink(link)),
    owner,
    alarm_minutes,
    participants,
  };
}

/** The fields of a meeting as the program takes them. Customer and day have been checked to be there. */
export function meetingFields(draft: MeetingDraft): MeetingFields {
  return { ...common(draft), day: draft.day ?? "" };
}

/** What is asked to be stored of one meeting, and what the form began from. */
export function meetingRequest(draft: MeetingDraft, began: MeetingDraft, changed: Meeting | undefined): SaveMeeting {
  const fields = meetingFields(draft);
  return changed ? { id: changed.meeting.id, ...fields, base: { ...meetingFields(began), log_place: changed.log_place } } : fields;
}

/**
 * The rule that the form stands for. One that nobody touched stays: the day of a single meeting does not tell it, for
 * 28 February may be that of the 31st, and the fourth Tuesday that of the last one.
 */
export function ruleFor(request: MeetingRequest, repeat: NonNullable<Repeat>, day: LocalDate, until: LocalDate | null): SeriesRule {
  if (request.kind !== "series") return ruleOf(repeat, day, until);
  const { rule } = request.series;
  const before = repeatOf(rule);
  const same = day === (request.from ?? rule.from) && repeat.every === before.every && repeat.unit === before.unit;
  return same ? { ...rule, from: day, until } : ruleOf(repeat, day, until);
}

/** What is asked to be stored of a series: a new one, a whole one, or one from a day on. */
export function seriesRequest(draft: MeetingDraft, request: MeetingRequest, repeat: NonNullable<Repeat>, until: LocalDate | null): SaveSeries {
  const day = draft.day ?? "";
  if (request.kind !== "series") return { ...common(draft), rule: ruleOf(repeat, day, until) };
  const { series, from } = request;
  const { id, log_place, next: _, customer_name: __, ...began } = series;
  const base: SeriesFields = began;
  return {
    id,
    ...common(draft),
    rule: ruleFor(request, repeat, day, until),
    ...(from === undefined ? {} : { from_day: from }),
    base: { ...base, log_place },
  };
}

/** A link that one can click: what is typed without its beginning gets one. */
export function completeLink(text: string): string {
  const bare = text.trim();
  return bare === "" || /^[a-z][a-z0-9+.-]*:/iu.test(bare) ? bare : `https://${bare}`;
}
