import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { HistoryTable } from "@/ipc/bindings/HistoryTable";

import { customerFieldWords } from "./customer";

/** What a record of the history is, before its name. */
export const tableWords = {
  customer: msg`Customer`,
  person: msg`Person`,
  employment: msg`Person`,
  contact: msg`Contact`,
  next_action: msg`Next action`,
  meeting: msg`Meeting`,
  meeting_series: msg`Series of meetings`,
  preparation: msg`Preparation`,
  preparation_answer: msg`Answer of a preparation`,
  minutes: msg({ message: "Minutes", context: "of a meeting" }),
  promise: msg`Promise`,
} satisfies Record<HistoryTable, MessageDescriptor>;

const name = msg`Name`;
const owner = msg`Who does it`;
const purpose = msg`What it is for`;
const customer = msg`Customer`;
const kind = msg`Kind`;
const begins = msg({ message: "Begins", context: "a meeting" });
const duration = msg`How long`;
const place = msg`Where`;
const link = msg`Link`;
const meetingOwner = msg`Whose meeting`;
const alarm = msg`Reminder`;

/** Names of the columns that people know; of the others the history is silent. */
const columnWords: Readonly<Record<HistoryTable, Readonly<Record<string, MessageDescriptor | undefined>>>> = {
  customer: customerFieldWords,
  person: { name, email: msg`E-mail`, phone: msg`Telephone`, birthday: msg`Birthday`, notes: msg`Good to know` },
  employment: {
    title: msg`Title`,
    role: msg`Role`,
    stance: msg`Stance`,
    influence: msg`Influence`,
    is_primary: msg`The first to call`,
    started_on: msg`Since`,
    ended_on: msg`Ended on`,
  },
  contact: {
    date: msg`Date`,
    kind: msg`Kind`,
    direction: msg`Direction`,
    two_way: msg`Two-way`,
    minutes: msg`Minutes`,
    note: msg`Note`,
    member: msg`By whom`,
  },
  next_action: { text: msg`What`, due: msg`Due`, owner, done_on: msg`Done on` },
  meeting: {
    customer,
    purpose,
    kind,
    day: msg`Day`,
    begins,
    duration,
    place,
    link,
    owner: meetingOwner,
    state: msg`State`,
    state_reason: msg`Why it was cancelled`,
    moved_by_customer: msg`Times moved by the customer`,
    alarm_minutes: alarm,
  },
  meeting_series: { customer, purpose, kind, begins, duration, place, link, owner: meetingOwner, alarm_minutes: alarm },
  preparation: { completed_at: msg`Completed`, completed_by: msg`Completed by`, approved_at: msg`Approved`, approved_by: msg`Approved by` },
  preparation_answer: { text: msg`Answer`, value: msg`Answer` },
  minutes: {
    wants: msg`What the customer wants`,
    agreed: msg`What was agreed`,
    internal: msg`Only for us`,
    no_promises: msg`Nothing was promised`,
    next_step: msg`What comes next`,
    next_reason: msg`Why nothing comes next`,
    closed_at: msg({ message: "Closed", context: "minutes" }),
    closed_by: msg`Closed by`,
  },
  promise: {
    customer,
    direction: msg`Who promised`,
    text: msg`What`,
    due: msg`Due`,
    member: msg`Who of us`,
    state: msg`What became of it`,
    settled_on: msg`Settled on`,
    evidence: msg`How one knows`,
  },
};

/** The name of a column; none for what only the program needs. */
export function columnWord(table: HistoryTable, field: string): MessageDescriptor | undefined {
  return columnWords[table][field];
}
