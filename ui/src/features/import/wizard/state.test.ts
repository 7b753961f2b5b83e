import { describe, expect, it } from "vitest";

import type { ColumnRef } from "@/ipc/bindings/ColumnRef";
import type { Field } from "@/ipc/bindings/Field";
import type { ProposedMapping } from "@/ipc/bindings/ProposedMapping";
import type { RequiredFields } from "@/ipc/bindings/RequiredFields";

import { begin, mappingOf, obstacles, wizard, type WizardAction, type WizardState } from "./state";

const column = (index: number, header: string): ColumnRef => ({ index, header });
const columns: Partial<Record<Field, ColumnRef>> = {
  order_number: column(0, "Laskunro"),
  ordered_on: column(1, "Pvm"),
  customer_number: column(2, "Asiakasnro"),
  quantity: column(3, "Määrä"),
  unit_price: column(4, "Hinta"),
};
const who: Field[] = ["customer_number", "customer_name", "business_id"];
const required: RequiredFields = {
  column: [["order_number"], ["ordered_on"], who, ["net_amount"]],
  quantity_times_price: [["order_number"], ["ordered_on"], who, ["quantity"], ["unit_price"]],
};
const untouched = { encoding: null, delimiter: null, header: null, sheet: null };

function proposal(changes: Partial<ProposedMapping> = {}): ProposedMapping {
  return {
    mapping: {
      kind: "orders",
      source_name: "laskut",
      overrides: untouched,
      columns,
      date_order: null,
      decimal_mark: "comma",
      default_currency: "EUR",
      discount: "fraction",
      amount: "quantity_times_price",
      credit_prefix: "C",
      open_end: false,
    },
    fields: [],
    questions: [],
    missing: [],
    unused: [],
    ...changes,
  };
}

const after = (...actions: WizardAction[]): WizardState => actions.reduce(wizard, begin({ path: "/tmp/laskut.csv" }));

describe("the steps of an import", () => {
  it("begins with choosing a file, or with what was dropped", () => {
    expect(begin().step).toBe("file");
    expect(begin({ path: "/tmp/a.csv" })).toMatchObject({ step: "columns", path: "/tmp/a.csv" });
  });

  it("keeps what is expected of the file when another one is chosen, and forgets what was chosen in it", () => {
    const first = wizard(begin({ kind: "customers" }), { type: "file", path: "/tmp/a.csv" });
    const corrected = wizard(first, { type: "overrides", changes: { delimiter: "tab" } });
    expect(wizard(corrected, { type: "file", path: "/tmp/b.csv" })).toEqual(begin({ path: "/tmp/b.csv", kind: "customers" }));
  });

  it("forgets chosen columns when the columns may have become others", () => {
    const chosen: WizardAction = { type: "column", field: "net_amount", column: column(5, "Netto") };
    expect(after(chosen, { type: "overrides", changes: { encoding: "utf-8" } }).columns).toEqual({});
    expect(after(chosen, { type: "kind", kind: "customers" }).columns).toEqual({});
    expect(after(chosen, { type: "rules", changes: { decimal_mark: "point" } }).columns, "a rule moves no column").toEqual({ net_amount: column(5, "Netto") });
  });
});

describe("the mapping", () => {
  it("is the proposed one until something is changed", () => {
    expect(mappingOf(proposal(), after())).toEqual(proposal().mapping);
  });

  it("takes columns as the user chose them, and takes away what the user took away", () => {
    const state = after({ type: "column", field: "customer_number", column: null }, { type: "column", field: "customer_name", column: column(6, "Asiakas") });
    const mapping = mappingOf(proposal(), state);
    expect(mapping.columns.customer_number).toBeUndefined();
    expect(mapping.columns.customer_name).toEqual(column(6, "Asiakas"));
  });

  it("reads amounts from their column as soon as there is one, and else from quantity and price", () => {
    const netto: WizardAction = { type: "column", field: "net_amount", column: column(5, "Netto") };
    expect(mappingOf(proposal(), after(netto)).amount).toBe("column");
    expect(mappingOf(proposal(), after(netto, { type: "column", field: "net_amount", column: null })).amount).toBe("quantity_times_price");
    const forced = after(netto, { type: "rules", changes: { amount: "quantity_times_price" } });
    expect(mappingOf(proposal(), forced).amount, "what the user says stands").toBe("quantity_times_price");
  });

  it("never loses the name of the source", () => {
    expect(mappingOf(proposal(), after({ type: "rules", changes: { source_name: "  " } })).source_name).toBe("laskut");
    expect(mappingOf(proposal(), after({ type: "rules", changes: { source_name: " tilaukset " } })).source_name).toBe("tilaukset");
  });

  it("carries what was corrected in the file", () => {
    expect(mappingOf(proposal(), after({ type: "overrides", changes: { delimiter: "tab" } })).overrides).toEqual({ ...untouched, delimiter: "tab" });
  });
});

describe("what keeps a file from being checked", () => {
  it("is a required field without a column; one of a group is enough", () => {
    expect(obstacles({ proposal: proposal(), required }, after()).missing).toEqual([]);
    const nameless = after({ type: "column", field: "customer_number", column: null });
    expect(obstacles({ proposal: proposal(), required }, nameless).missing).toEqual([["customer_number", "customer_name", "business_id"]]);
    const dateless = after({ type: "column", field: "ordered_on", column: null }, { type: "column", field: "unit_price", column: null });
    expect(obstacles({ proposal: proposal(), required }, dateless).missing).toEqual([["ordered_on"], ["unit_price"]]);
  });

  it("is a question without an answer, as long as its column is read", () => {
    const asking = proposal({ questions: [{ question: "date_order", column: column(1, "Pvm"), examples: ["07/04/1996"] }] });
    expect(obstacles({ proposal: asking, required }, after()).questions).toHaveLength(1);
    expect(obstacles({ proposal: asking, required }, after({ type: "rules", changes: { date_order: "day_first" } })).questions).toEqual([]);
    expect(obstacles({ proposal: asking, required }, after({ type: "column", field: "ordered_on", column: null })).questions, "nobody reads the column").toEqual([]);
  });
});
