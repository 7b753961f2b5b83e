import type { CustomerFields } from "@/ipc/bindings/CustomerFields";
import type { MergeCustomers } from "@/ipc/bindings/MergeCustomers";
import type { SaveCustomer } from "@/ipc/bindings/SaveCustomer";

/** Of which of the two records something is taken. */
export type Side = "first" | "second";

/** A field that one has to choose; tags are not among them, for the merged record gets those of both. */
export type ChosenField = Exclude<keyof CustomerFields, "tags">;

export interface Difference {
  field: ChosenField;
  first: string | null;
  second: string | null;
}

/** In the order in which they are shown. */
const chosenFields: readonly ChosenField[] = [
  "name",
  "business_id",
  "vat_id",
  "external_number",
  "parent",
  "industry",
  "street",
  "postcode",
  "city",
  "country",
  "phone",
  "email",
  "website",
  "tier",
  "tier_reason",
  "owner",
  "deputy",
  "stage",
  "ladder",
  "language",
  "source",
  "notes",
  "ended_on",
  "ended_reason",
];

/** The fields in which two records differ. */
export function differencesOf(first: CustomerFields, second: CustomerFields): Difference[] {
  return chosenFields.filter((field) => (first[field] ?? null) !== (second[field] ?? null)).map((field) => ({ field, first: first[field], second: second[field] }));
}

export type Choices = Partial<Record<ChosenField, Side>>;

/** What is proposed: the value of the record that stays, unless it has none. */
export function proposedChoices(differences: readonly Difference[], keep: Side): Choices {
  const other: Side = keep === "first" ? "second" : "first";
  return Object.fromEntries(differences.map((difference) => [difference.field, difference[keep] === null ? other : keep]));
}

/** The merge as the program is asked for it: only what the record that stays takes over from the other. */
export function mergeRequest(ids: Record<Side, string>, keep: Side, differences: readonly Difference[], choices: Choices): MergeCustomers {
  const taken = differences.filter(({ field }) => (choices[field] ?? keep) !== keep);
  const values = taken.map((difference) => [difference.field, keep === "first" ? difference.second : difference.first]);
  const changes = Object.fromEntries(values) as SaveCustomer;
  return { keep: ids[keep], merge: ids[keep === "first" ? "second" : "first"], changes };
}
