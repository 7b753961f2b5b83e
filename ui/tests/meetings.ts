import type { CustomerMeetings } from "@/ipc/bindings/CustomerMeetings";
import type { KeptRate } from "@/ipc/bindings/KeptRate";
import type { Meeting } from "@/ipc/bindings/Meeting";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import type { MeetingSeries } from "@/ipc/bindings/MeetingSeries";
import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";
import type { PromisePage } from "@/ipc/bindings/PromisePage";

// Meetings for tests.

export function row(changes: Partial<MeetingRow> = {}): MeetingRow {
  return {
    id: "k1",
    customer: "c1",
    customer_name: "Alfa Oy",
    purpose: "Säännöllinen tapaaminen",
    kind: "visit",
    day: "2026-11-24",
    begins: 540,
    duration: 60,
    place: null,
    link: null,
    owner: "m1",
    state: "planned",
    state_reason: null,
    moved_by_customer: 0,
    series: null,
    series_day: null,
    from_series_only: false,
    participants: [],
    preparation: null,
    minutes: null,
    ...changes,
  };
}

export function meeting(changes: Partial<MeetingRow> = {}): Meeting {
  return { meeting: row(changes), alarm_minutes: null, imported: false, series: null, log_place: 7 };
}

export function series(): MeetingSeries {
  return {
    id: "s1",
    customer_name: "Alfa Oy",
    customer: "c1",
    purpose: "Viikkopalaveri",
    kind: "online",
    rule: { frequency: { kind: "weeks", every: 2, weekday: "monday" }, from: "2026-11-23", until: null },
    begins: 540,
    duration: 60,
    place: null,
    link: null,
    owner: "m1",
    alarm_minutes: null,
    participants: [],
    next: "2026-11-23",
    log_place: 7,
  };
}

const neverKept: KeptRate = { kept: 0, late: 0, broken: 0, open: 0, overdue: 0, rate: null };

/** A customer without meetings. */
export const noMeetings = (): CustomerMeetings => ({
  upcoming: [],
  past: [],
  series: [],
  commitment: { held: 0, cancelled_by_customer: 0, cancelled_by_us: 0, moved_by_customer: 0, invited: 0, present: 0, rate: null },
  ours: neverKept,
  theirs: neverKept,
});

/** Nothing was ever promised. */
export const noPromises = (): PromisePage => ({ rows: [], total: 0, overdue: 0 });

/** A promise of ours that is open. */
export const promise: PromiseRecord = {
  id: "l1",
  customer: "c1",
  customer_name: "Alfa Oy",
  meeting: null,
  meeting_day: null,
  direction: "ours",
  text: "Price list",
  due: "2030-01-01",
  member: "m1",
  person: null,
  person_name: null,
  state: "open",
  overdue: false,
  settled_on: null,
  evidence: null,
  log_place: 3,
};
