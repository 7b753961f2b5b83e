import type { Conflict } from "@/ipc/bindings/Conflict";
import type { Role } from "@/ipc/bindings/Role";
import type { SyncStatus } from "@/ipc/bindings/SyncStatus";

import { useCommand } from "./data";
import { useMembers, useStatus } from "./status";

/** How the exchange with the other machines stands; undefined until it is known. */
export function useSyncStatus(): SyncStatus | undefined {
  return useCommand("sync_status", {}).data;
}

const none: readonly Conflict[] = [];

/** Where two people wrote different things at once; asked for only when there is something of the kind. */
export function useConflicts(): readonly Conflict[] {
  const open = (useSyncStatus()?.conflicts ?? 0) > 0;
  const conflicts = useCommand("list_conflicts", {}, { enabled: open }).data;
  return open && conflicts ? conflicts : none;
}

/**
 * What the one who uses this machine may do; null when the firm no longer knows the machine. As the exchange has
 * it, because an owner may have changed it elsewhere; before that is known, as the list of members has it.
 */
export function useRole(): Role | null {
  const me = useStatus()?.me;
  const listed = useMembers().get(me ?? "")?.role ?? null;
  const sync = useSyncStatus();
  return sync ? sync.role : listed;
}
