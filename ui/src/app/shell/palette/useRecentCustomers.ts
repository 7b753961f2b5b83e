import { useParams } from "@tanstack/react-router";
import { useEffect, useState, useSyncExternalStore } from "react";

import type { CustomerName } from "@/ipc/bindings/CustomerName";
import { useCommand } from "@/shared/data";

import { RecentCustomers } from "./RecentCustomers";

/**
 * Customers opened lately, the last first, without the one on the screen. They live as long as the shell does:
 * once the workspace is locked, nothing of them is left.
 */
export function useRecentCustomers(): readonly CustomerName[] {
  const [recent] = useState(() => new RecentCustomers());
  const list = useSyncExternalStore(recent.subscribe, recent.list);
  const id = useParams({ strict: false }).customer;
  // The same question as the customer's page asks: it costs nothing more.
  const { data, error } = useCommand("get_customer", { id: id ?? "" }, { enabled: id !== undefined });
  const name = data?.id === id ? data?.fields.name : undefined;
  const gone = error?.code === "not_found";
  useEffect(() => {
    if (id === undefined) return;
    if (gone) recent.gone(id);
    else if (name !== undefined) recent.opened({ id, name });
  }, [recent, id, name, gone]);
  return list.filter((customer) => customer.id !== id);
}
