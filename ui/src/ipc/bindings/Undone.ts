import type { TransactionKind } from "./TransactionKind";
export type Undone = { transaction: string, kind: TransactionKind, records: number, kept: number, };
