import type { Backup } from "./Backup";

export type ErasureRemains = { shared: boolean, operations: number, files: number, machines: Array<string>, backups: Array<Backup>, };
