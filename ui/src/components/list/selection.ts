/** What is selected: rows one by one, or everything that the list shows, less some. */
export type Selection = { kind: "some"; ids: ReadonlySet<string> } | { kind: "all"; except: ReadonlySet<string> };

export const nothing: Selection = { kind: "some", ids: new Set() };
export const everything: Selection = { kind: "all", except: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === "some" ? selection.ids.has(id) : !selection.except.has(id);
}

/** How many of `total` rows are selected. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.kind === "some" ? selection.ids.size : Math.max(0, total - selection.except.size);
}

/** The selection with some rows put in or taken out. */
export function withRows(selection: Selection, ids: readonly string[], selected: boolean): Selection {
  if (selection.kind === "some") return { kind: "some", ids: changed(selection.ids, ids, selected) };
  return { kind: "all", except: changed(selection.except, ids, !selected) };
}

function changed(set: ReadonlySet<string>, ids: readonly string[], present: boolean): ReadonlySet<string> {
  const next = new Set(set);
  for (const id of ids) {
    if (present) next.add(id);
    else next.delete(id);
  }
  return next;
}
