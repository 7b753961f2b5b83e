import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import { columnWord, tableWords } from "./tables";

type Words = Readonly<Record<string, MessageDescriptor | undefined>>;

const name = msg`Name`;
const note = msg`Note`;

/** What a record of a table is that the history of a customer does not tell of. */
const otherTables: Words = {
  setting: msg`Setting of the firm`,
  member: msg`Person of the firm`,
  tier: msg`Tier`,
  customer_tag: msg`Tag`,
  contact_person: msg`Participant of a contact`,
  signal_handling: msg`Handling of a signal`,
  product: msg`Product`,
  import_batch: msg`Import`,
  import_mapping: msg`Columns of an import`,
  saved_view: msg`Saved view`,
  distinct_pair: msg`Suspected duplicates`,
  device: msg({ message: "Machine", context: "computer" }),
  meeting_participant: msg`Participant of a meeting`,
  preparation_block: msg`Facts of a preparation`,
  preparation_template: msg`Preparation form`,
};

/** Columns of those tables that people know by name. */
const otherColumns: Readonly<Record<string, Words | undefined>> = {
  setting: { value: msg`Value` },
  member: { name, role: msg`Role`, email: msg`E-mail`, phone: msg`Telephone`, active: msg`Works here` },
  tier: { name, position: msg`Place in the order`, contact_maximum_days: msg`Contact at least every` },
  customer_tag: { tag: msg`Tag` },
  signal_handling: {
    state: msg`What was done`,
    until: msg`Comes back on`,
    assigned_to: msg`Handed to`,
    reason: msg`Reason`,
    note,
    handled_on: msg`Handled on`,
    member: msg`By whom`,
  },
  product: { number: msg`Product number`, name, product_group: msg`Product group`, unit: msg`Unit`, list_price: msg`List price` },
  saved_view: { name, shared: msg`For everybody` },
  device: { name },
  meeting_participant: { attendance: msg`Comes` },
};

function isTold(table: string): table is keyof typeof tableWords {
  return table in tableWords;
}

/** What a record of any table is; one that only a newer program knows is just a record. */
export function recordWord(table: string): MessageDescriptor {
  return isTold(table) ? tableWords[table] : (otherTables[table] ?? msg`Record`);
}

/** The name of a column of any table; none for what only the program needs. */
export function fieldWord(table: string, field: string): MessageDescriptor | undefined {
  return isTold(table) ? columnWord(table, field) : otherColumns[table]?.[field];
}
