import type { Member } from "@/ipc/bindings/Member";
import type { Status } from "@/ipc/bindings/Status";
import type { Tier } from "@/ipc/bindings/Tier";

import { forgetChanges } from "./changes";
import { commandKey, queryClient, useCommand } from "./data";

const statusKey = commandKey("status", {});
const settingsKey = commandKey("get_device_settings", {});

/** A command that opens, makes or locks the workspace answers with the new state: show it. */
export function statusChanged(status: Status): void {
  if (status.state !== "unlocked") dropAnswers();
  queryClient.setQueryData(statusKey, status);
}

/** The workspace was locked: the interface keeps nothing of it. */
export function forgetEverything(): void {
  const status = queryClient.getQueryData<Status>(statusKey);
  if (status) queryClient.setQueryData<Status>(statusKey, { ...status, state: "locked", firm: null, me: null, currency: null });
  dropAnswers();
  refreshStatus();
}

/** What was still running when the workspace was locked has ended: say so. */
export function refreshStatus(): void {
  void queryClient.invalidateQueries({ queryKey: statusKey });
}

function dropAnswers(): void {
  forgetChanges();
  const kept = new Set([statusKey[0], settingsKey[0]]);
  queryClient.removeQueries({ predicate: ({ queryKey }) => !kept.has(queryKey[0]) });
  queryClient.getMutationCache().clear();
}

/** State of the workspace; only for screens behind the gate, where it is always known. */
export function useStatus(): Status | undefined {
  return useCommand("status", {}).data;
}

/** Currency of amounts that name none. */
export function useCurrency(): string {
  return useStatus()?.currency ?? "EUR";
}

/** The members of the firm, by identity. */
export function useMembers(): ReadonlyMap<string, Member> {
  return byId(useCommand("list_members", {}).data);
}

/** The tiers of customers, by identity, in their order. */
export function useTiers(): ReadonlyMap<string, Tier> {
  return byId(useCommand("list_tiers", {}).data);
}

const maps = new WeakMap<readonly { id: string }[], ReadonlyMap<string, { id: string }>>();

/** One map for one answer, so that every row of a list can ask for it. */
function byId<Item extends { id: string }>(items: readonly Item[] | undefined): ReadonlyMap<string, Item> {
  if (!items) return new Map();
  const known = maps.get(items) as ReadonlyMap<string, Item> | undefined;
  if (known) return known;
  const map = new Map(items.map((item) => [item.id, item]));
  maps.set(items, map);
  return map;
}
