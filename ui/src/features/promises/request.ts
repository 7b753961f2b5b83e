import type { ListPromises } from "@/ipc/bindings/ListPromises";
import { addDays, type LocalDate } from "@/shared/format";

import type { PromisesSearch, Which } from "./search";

/** What the program is asked for: without the window. Promises that are open come whenever they are due. */
export function requestOf(search: PromisesSearch, me: string | null, today: LocalDate): Omit<ListPromises, "offset" | "limit"> {
  const { whose, direction, customer, order } = search;
  const which: Which = search.which ?? "open";
  const member = whose === undefined ? me : whose === "team" ? null : whose;
  const states = which === "all" ? [] : which === "settled" ? (["kept", "late", "broken", "withdrawn"] as const) : (["open"] as const);
  return {
    ...(member === null ? {} : { member }),
    ...(direction ? { direction } : {}),
    ...(customer ? { customer } : {}),
    ...(which === "overdue" ? { due_until: addDays(today, -1) } : {}),
    states: [...states],
    order: order ?? "due",
    descending: search.descending === true,
  };
}
