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
} satisfies Record<HistoryTable, MessageDescriptor>;

const name = msg`Name`;
const owner = msg`Who does it`;

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
};

/** The name of a column; none for what only the program needs. */
export function columnWord(table: HistoryTable, field: string): MessageDescriptor | undefined {
  return columnWords[table][field];
}
