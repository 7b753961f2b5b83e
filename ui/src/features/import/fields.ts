import type { Field } from "@/ipc/bindings/Field";
import type { Mapping } from "@/ipc/bindings/Mapping";
import type { RequiredFields } from "@/ipc/bindings/RequiredFields";

const dates: readonly Field[] = ["ordered_on", "ended_on", "birthday"];
const numbers: readonly Field[] = ["net_amount", "unit_price", "quantity", "discount", "list_price"];

/** What has to be found in the file before anything can be read of which no field has a column. */
export function missingGroups(mapping: Mapping, required: RequiredFields): Field[][] {
  return required[mapping.amount].filter((group) => !group.some((field) => mapping.columns[field]));
}

/** Whether the mapping reads any date. */
export function hasDates({ columns }: Mapping): boolean {
  return dates.some((field) => columns[field]);
}

/** Whether the mapping reads any number with decimals. */
export function hasNumbers({ columns }: Mapping): boolean {
  return numbers.some((field) => columns[field]);
}
