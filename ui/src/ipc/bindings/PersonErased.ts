import type { ErasureRemains } from "./ErasureRemains";
import type { Id } from "./Id";

export type PersonErased = { transaction: Id | null, records: number, changes: number, quarantined: number, operations: number, entries: number, remains: ErasureRemains, };
