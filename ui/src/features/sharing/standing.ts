import type { SyncStatus } from "@/ipc/bindings/SyncStatus";

/** Something to be said about the exchange with the other machines. */
export type Matter =
  | { kind: "shut_out" }
  | { kind: "paused" }
  | { kind: "unreachable" | "missing"; since: number | null }
  | { kind: "foreign" }
  | { kind: "full" | "read_only" | "newer_format" | "failed" }
  | { kind: "set_aside"; device: string; name: string; files: number }
  | { kind: "waiting"; files: number; name: string | null }
  | { kind: "sending"; changes: number }
  | { kind: "sending_files"; files: number }
  | { kind: "unsent"; changes: number }
  | { kind: "clock_ahead"; name: string; by: number }
  | { kind: "forked"; name: string }
  | { kind: "damaged"; files: number }
  | { kind: "looking" }
  | { kind: "in_step" };

export type Tone = "bad" | "warn" | "busy" | "calm" | "good";

/** How much a matter weighs: what needs somebody is red or amber, what passes by itself is not. */
export const tones = {
  shut_out: "bad",
  foreign: "bad",
  full: "bad",
  read_only: "bad",
  failed: "bad",
  unreachable: "warn",
  missing: "warn",
  newer_format: "warn",
  set_aside: "warn",
  clock_ahead: "warn",
  forked: "warn",
  damaged: "warn",
  waiting: "busy",
  sending: "busy",
  sending_files: "busy",
  looking: "busy",
  paused: "calm",
  unsent: "calm",
  in_step: "good",
} satisfies Record<Matter["kind"], Tone>;

/** What keeps anything from being sent. */
function obstacles({ role, paused, state, since, troubles }: SyncStatus): Matter[] {
  const found: Matter[] = [];
  if (role === null) found.push({ kind: "shut_out" });
  if (paused) found.push({ kind: "paused" });
  if (state === "unreachable" || state === "missing") found.push({ kind: state, since });
  if (state === "foreign") found.push({ kind: "foreign" });
  for (const { kind } of troubles) if (kind === "full" || kind === "read_only" || kind === "newer_format" || kind === "failed") found.push({ kind });
  return found;
}

/** What is on its way. A machine whose files are missing says more than a mere number of files. */
function movements({ unsent_changes, unsent_files, waiting_files, troubles, names }: SyncStatus, blocked: boolean): Matter[] {
  const found: Matter[] = [];
  const held = troubles.flatMap((trouble) => (trouble.kind === "held_back" ? [trouble] : []));
  for (const { device, entries } of held) found.push({ kind: "waiting", files: entries, name: device === null ? null : (names[device] ?? null) });
  if (held.length === 0 && waiting_files > 0) found.push({ kind: "waiting", files: waiting_files, name: null });
  if (unsent_changes > 0) found.push(blocked ? { kind: "unsent", changes: unsent_changes } : { kind: "sending", changes: unsent_changes });
  else if (unsent_files > 0 && !blocked) found.push({ kind: "sending_files", files: unsent_files });
  return found;
}

/** What somebody should know of although nothing stands still for it. */
function remarks({ troubles, names }: SyncStatus): Matter[] {
  const found: Matter[] = [];
  const damaged = troubles.filter(({ kind }) => kind === "damaged").length;
  for (const trouble of troubles) {
    if (trouble.kind === "set_aside") found.push({ kind: "set_aside", device: trouble.device, name: names[trouble.device] ?? "–", files: trouble.entries });
    if (trouble.kind === "clock_ahead") found.push({ kind: "clock_ahead", name: names[trouble.device] ?? "–", by: trouble.by });
    if (trouble.kind === "forked") found.push({ kind: "forked", name: names[trouble.device] ?? "–" });
  }
  if (damaged > 0) found.push({ kind: "damaged", files: damaged });
  return found;
}

/** All that is to be said, the most important first: at least one matter. */
export function mattersOf(status: SyncStatus): [Matter, ...Matter[]] {
  const blocking = obstacles(status);
  const [first, ...rest] = [...blocking, ...movements(status, blocking.length > 0), ...remarks(status)];
  if (first) return [first, ...rest];
  return [{ kind: status.state === "right" && status.last_round_at !== null ? "in_step" : "looking" }];
}
