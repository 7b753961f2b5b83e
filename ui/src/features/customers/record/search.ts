/** The tabs of the customer page. */
export type CustomerTab = "timeline" | "orders";

/** What the address of a customer page may name beside the customer: the tab, and an entry on it to show. */
export interface CustomerSearch {
  /** The timeline when absent. */
  tab?: "orders";
  /** The order, contact or next action to bring into view; the customer itself for its note. */
  show?: string;
  /** Its day: how far back the timeline has to be read for it. */
  on?: string;
}

/** Takes from an address what makes sense. */
export function customerSearch({ tab, show, on }: Record<string, unknown>): CustomerSearch {
  return {
    ...(tab === "orders" ? { tab } : {}),
    ...(typeof show === "string" && show !== "" ? { show } : {}),
    ...(typeof on === "string" && /^\d{4}-\d{2}-\d{2}$/u.test(on) ? { on } : {}),
  };
}
