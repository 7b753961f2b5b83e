export interface DuplicatesSearch {
  /** Only pairs with this customer. */
  customer?: string;
}

/** Reads what stands in the address of the page of suspected duplicates. */
export function duplicatesSearch(raw: Record<string, unknown>): DuplicatesSearch {
  return typeof raw["customer"] === "string" ? { customer: raw["customer"] } : {};
}
