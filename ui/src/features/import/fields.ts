import type { Field } from "@/ipc/bindings/Field";
import type { ImportKind } from "@/ipc/bindings/ImportKind";
import type { Mapping } from "@/ipc/bindings/Mapping";

/** The fields that a file of a kind may have, in the order in which they are shown. */
export const fieldsOf = {
  customers: [
    "customer_name",
    "customer_number",
    "business_id",
    "vat_id",
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
    "owner_name",
    "language",
    "tags",
    "ended_on",
    "notes",
    "contact_name",
    "contact_title",
    "contact_phone",
    "contact_email",
  ],
  people: ["person_name", "first_name", "last_name", "title", "email", "phone", "customer_number", "customer_name", "birthday", "notes"],
  products: ["product_number", "product_name", "product_group", "unit", "list_price"],
  orders: [
    "order_number",
    "ordered_on",
    "customer_number",
    "customer_name",
    "business_id",
    "net_amount",
    "quantity",
    "unit_price",
    "discount",
    "currency",
    "product_number",
    "product_name",
    "product_group",
    "line_number",
    "country",
    "salesperson",
  ],
} satisfies Record<ImportKind, readonly Field[]>;

const always = {
  customers: [["customer_name"]],
  people: [["person_name", "first_name", "last_name"]],
  products: [["product_number", "product_name"]],
  orders: [["order_number"], ["ordered_on"], ["customer_number", "customer_name", "business_id"]],
} satisfies Record<ImportKind, readonly (readonly Field[])[]>;

const dates: readonly Field[] = ["ordered_on", "ended_on", "birthday"];
const numbers: readonly Field[] = ["net_amount", "unit_price", "quantity", "discount", "list_price"];

/** What has to be found in the file before anything can be read: of each group, at least one field. */
export function requiredGroups({ kind, amount }: Pick<Mapping, "kind" | "amount">): readonly (readonly Field[])[] {
  if (kind !== "orders") return always[kind];
  const amounts: readonly (readonly Field[])[] = amount === "column" ? [["net_amount"]] : [["quantity"], ["unit_price"]];
  return [...always.orders, ...amounts];
}

/** The required groups of which no field has a column. */
export function missingGroups(mapping: Mapping): readonly (readonly Field[])[] {
  return requiredGroups(mapping).filter((group) => !group.some((field) => mapping.columns[field]));
}

/** Whether the mapping reads any date. */
export function hasDates({ columns }: Mapping): boolean {
  return dates.some((field) => columns[field]);
}

/** Whether the mapping reads any number with decimals. */
export function hasNumbers({ columns }: Mapping): boolean {
  return numbers.some((field) => columns[field]);
}
