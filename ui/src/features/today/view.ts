import { useQuery } from "@tanstack/react-query";

import type { Member } from "@/ipc/bindings/Member";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import { queryClient } from "@/shared/data";
import { useMembers, useStatus } from "@/shared/status";

/** Whose queue is shown: one's own, everybody's, or that of one member. */
export type Whose = "mine" | "team" | { member: string };

/** What the screen shows, kept while other screens are looked at and forgotten when the workspace is locked. */
export interface QueueView {
  /** Null until the user has chosen. */
  whose: Whose | null;
  kinds: readonly SignalKind[];
  /** The customer whose card has the cursor. */
  active: string | null;
}

const key = ["today-view"];
const initial: QueueView = { whose: null, kinds: [], active: null };

/** Changes what the screen shows. */
export function setView(changes: Partial<QueueView>): void {
  queryClient.setQueryData<QueueView>(key, (known) => ({ ...initial, ...known, ...changes }));
}

/** Those who have customers of their own begin with them; the others with everybody's. */
export function firstWhose(me: Member | undefined): Whose {
  return me && me.customers > 0 ? "mine" : "team";
}

/** The member whose queue is asked for; undefined for everybody's. */
export function memberOf(whose: Whose, me: string | null | undefined): string | undefined {
  if (whose === "team") return undefined;
  return whose === "mine" ? (me ?? undefined) : whose.member;
}

/** What the screen shows now. */
export function useView(): QueueView & { whose: Whose } {
  const me = useStatus()?.me;
  const members = useMembers();
  // Nothing is ever read under this key: the cache only keeps it, and drops it with everything else.
  const view = useQuery({ queryKey: key, queryFn: () => initial, initialData: initial, enabled: false }).data;
  return { ...view, whose: view.whose ?? firstWhose(members.get(me ?? "")) };
}
