import type { Conflict } from "@/ipc/bindings/Conflict";
import { useConflicts } from "@/shared/sync";

import { tellable } from "./tellable";

/** The conflicts of a record, or those of some of its fields; of those, that the record came back is none. */
export function useRecordConflicts(table: string, record: string, fields?: readonly string[]): readonly Conflict[] {
  return useConflicts().filter((one) => one.table === table && one.record === record && (fields === undefined || (!one.revived && tellable(one).some(({ field }) => fields.includes(field)))));
}

/** The fields of a record that two people wrote at once. */
export function useDisputedFields(table: string, record: string): ReadonlySet<string> {
  return new Set(useRecordConflicts(table, record).flatMap((conflict) => (conflict.revived ? [] : tellable(conflict).map(({ field }) => field))));
}
