import type { Conflict } from "@/ipc/bindings/Conflict";
import type { ConflictField } from "@/ipc/bindings/ConflictField";
import { fieldWord } from "@/shared/fields/records";

/** Fields of a conflict that people know by name. Fields that go together are told only where they differ. */
export function tellable({ table, fields, revived }: Conflict): ConflictField[] {
  return fields.filter(({ field, kept, other }) => fieldWord(table, field) !== undefined && (revived || kept !== other));
}
