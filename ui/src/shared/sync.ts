import type { Conflict } from "@/ipc/bindings/Conflict";
import type { SyncStatus } from "@/ipc/bindings/SyncStatus";

import { useCommand } from "./data";

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

/** Whether files of the firm are still being fetched and read here, as after joining: what is missing may be on its way. */
export function useArriving(): boolean {
  const status = useSyncStatus();
  return status?.shared === true && status.role !== null && (status.last_round_at === null || status.waiting_files > 0);
}
