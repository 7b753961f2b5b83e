export type LockReason = "asked" | "idle" | "sleep";
