import type { WorkspaceState } from "./WorkspaceState";
export type Status = { state: WorkspaceState, folder: string | null, firm: string | null, demo: boolean, remembered: boolean, key_store: boolean, me: string | null, currency: string | null, version: string, platform: string, };
