import type { AppError } from "./AppError";
import type { Area } from "./Area";
import type { JobKind } from "./JobKind";
import type { LockReason } from "./LockReason";
export type AppEvent = { "kind": "job_progress", job: string, job_kind: JobKind, done: number, total: number, stoppable: boolean, } | { "kind": "job_finished", job: string, job_kind: JobKind, error: AppError | null, } | { "kind": "data_changed", areas: Array<Area>, } | { "kind": "folder_imported", file: string, report: null, error: AppError | null, } | { "kind": "locked", reason: LockReason, };
