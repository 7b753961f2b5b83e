export interface ConflictsSearch {
  /** Only the conflicts of this customer. */
  customer?: string;
}

export function conflictsSearch({ customer }: Record<string, unknown>): ConflictsSearch {
  return typeof customer === "string" && customer !== "" ? { customer } : {};
}
