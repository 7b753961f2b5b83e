export type WorkspaceState = "missing" | "locked" | "unlocked";
