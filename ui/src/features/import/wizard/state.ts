import type { ColumnRef } from "@/ipc/bindings/ColumnRef";
import type { Field } from "@/ipc/bindings/Field";
import type { ImportKind } from "@/ipc/bindings/ImportKind";
import type { InspectedFile } from "@/ipc/bindings/InspectedFile";
import type { Mapping } from "@/ipc/bindings/Mapping";
import type { Overrides } from "@/ipc/bindings/Overrides";
import type { ProposedMapping } from "@/ipc/bindings/ProposedMapping";
import type { Question } from "@/ipc/bindings/Question";

import { missingGroups } from "../fields";

/** The steps of an import, in order; the result belongs to the last. */
export const steps = ["file", "columns", "check", "import"] as const;
export type Step = (typeof steps)[number];

/** How values are read, apart from which column they stand in. */
export type Rules = Pick<Mapping, "date_order" | "decimal_mark" | "default_currency" | "discount" | "amount" | "credit_prefix" | "source_name">;

export interface WizardState {
  step: Step;
  /** Absolute path of the file; null before one is chosen. */
  path: string | null;
  /** What the user says that the file holds; null leaves it to the program. */
  kind: ImportKind | null;
  /** What the user corrected of what was seen in the file. */
  overrides: Overrides;
  /** The columns that the user chose by hand; null takes a proposed one away. */
  columns: Partial<Record<Field, ColumnRef | null>>;
  /** The rules that the user chose. */
  rules: Partial<Rules>;
}

export type WizardAction =
  | { type: "file"; path: string }
  | { type: "kind"; kind: ImportKind }
  | { type: "overrides"; changes: Partial<Overrides> }
  | { type: "column"; field: Field; column: ColumnRef | null }
  | { type: "rules"; changes: Partial<Rules> }
  | { type: "step"; step: Step };

const untouched: Overrides = { encoding: null, delimiter: null, header: null, sheet: null };

/** The beginning: no file yet, or one that was dropped, and perhaps what it is expected to hold. */
export function begin({ path = null, kind = null }: { path?: string | null; kind?: ImportKind | null } = {}): WizardState {
  return { step: path === null ? "file" : "columns", path, kind, overrides: untouched, columns: {}, rules: {} };
}

export function wizard(state: WizardState, action: WizardAction): WizardState {
  switch (action.type) {
    case "file":
      // What was expected of the file (customers, orders) still holds when a better file is chosen.
      return begin({ path: action.path, kind: state.kind });
    case "kind":
      return { ...state, kind: action.kind, columns: {}, rules: {} };
    case "overrides":
      // Other columns may come out of the file: what was chosen among the earlier ones means nothing.
      return { ...state, overrides: { ...state.overrides, ...action.changes }, columns: {} };
    case "column":
      return { ...state, columns: { ...state.columns, [action.field]: action.column } };
    case "rules":
      return { ...state, rules: { ...state.rules, ...action.changes } };
    case "step":
      return { ...state, step: action.step };
  }
}

/** The proposed mapping with everything that the user changed. */
export function mappingOf(proposal: ProposedMapping, { overrides, columns, rules }: Pick<WizardState, "overrides" | "columns" | "rules">): Mapping {
  const chosen: Mapping["columns"] = { ...proposal.mapping.columns };
  for (const [field, column] of Object.entries(columns) as [Field, ColumnRef | null][]) {
    if (column === null) delete chosen[field];
    else chosen[field] = column;
  }
  const amount = chosen.net_amount ? (columns.net_amount ? "column" : proposal.mapping.amount) : chosen.unit_price ? "quantity_times_price" : proposal.mapping.amount;
  const source_name = rules.source_name?.trim() || proposal.mapping.source_name;
  return { ...proposal.mapping, overrides, columns: chosen, amount, ...rules, source_name };
}

/** The rule that answers a question. */
const answers = { date_order: "date_order", decimal_mark: "decimal_mark", discount_unit: "discount" } as const satisfies Record<Question["question"], keyof Rules>;

/** The questions whose column is read and which the user has not answered. */
export function openQuestions(questions: readonly Question[], mapping: Mapping, rules: Partial<Rules>): Question[] {
  const used = new Set(Object.values(mapping.columns).map((column) => column?.index));
  return questions.filter(({ question, column }) => used.has(column.index) && (rules[answers[question]] ?? null) === null);
}

/** What keeps the file from being checked: fields without a column, and questions without an answer. */
export function obstacles({ proposal, required }: Pick<InspectedFile, "proposal" | "required">, state: Pick<WizardState, "overrides" | "columns" | "rules">) {
  const mapping = mappingOf(proposal, state);
  return { missing: missingGroups(mapping, required), questions: openQuestions(proposal.questions, mapping, state.rules) };
}
