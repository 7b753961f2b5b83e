import type { DeviceSettings } from "./DeviceSettings";
import type { Language } from "./Language";
import type { Member } from "./Member";
import type { Status } from "./Status";
import type { Tier } from "./Tier";
import type { TransactionKind } from "./TransactionKind";
import type { Undone } from "./Undone";
type Empty = Record<string, never>;
type Unknown = [unknown, unknown];
export type Commands = {
  status: [Empty, Status],
  create_workspace: [{ folder?: string, firm: string, member: string, passphrase: string, remember: boolean, language: Language, }, Status],
  create_demo: [{ folder?: string, customers?: number, lines?: number, seed?: number, }, Status],
  remove_demo: [Empty, Status],
  unlock: [{ passphrase?: string, remember: boolean, }, Status],
  lock: [Empty, Status],
  restore_backup: [{ path: string, folder?: string, passphrase: string, }, Status],
  passphrase_strength: [{ passphrase: string, known: Array<string>, }, { score: number, guesses_log10: number, acceptable: boolean, }],
  get_device_settings: [Empty, DeviceSettings],
  save_device_settings: [DeviceSettings, DeviceSettings],
  stop_job: [{ id: string }, Empty],
  list_members: [Empty, Array<Member>],
  list_tiers: [Empty, Array<Tier>],
  undo: [{ transaction?: string }, Undone],
  redo: [Empty, Undone],
  undo_state: [Empty, { undo: TransactionKind | null, redo: TransactionKind | null, }],
  list_customers: Unknown, get_customer: Unknown, customer_timeline: Unknown, list_tags: Unknown, list_duplicates: Unknown,
  segment_summary: Unknown, search: Unknown, today: Unknown, record_history: Unknown, customer_orders: Unknown, order_lines: Unknown,
  backtest: Unknown, list_imports: Unknown, list_watched_folders: Unknown, list_views: Unknown, get_firm_settings: Unknown,
};
