import { useLingui } from "@lingui/react/macro";

import type { SavedView } from "@/ipc/bindings/SavedView";
import type { ViewDefinition } from "@/ipc/bindings/ViewDefinition";
import { showChange } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";

import { isColumn, type ListState } from "./listSearch";

/** What a view remembers of a list. */
export function definitionOf({ search, filter, sort, descending, columns }: ListState): ViewDefinition {
  return { search, filter, sort, descending, columns };
}

/** The list that a view shows. */
export function listOf({ definition }: SavedView): ListState {
  const { search, filter, sort, descending, columns } = definition;
  // A newer program may have made the view.
  return { search, filter, sort, descending, columns: columns.filter(isColumn) };
}

interface Views {
  views: readonly SavedView[];
  saveNew: (name: string, shared: boolean, list: ListState, then: (id: string) => void) => void;
  /** Changes the name and who sees it, or what it shows. */
  update: (view: SavedView, changes: { name?: string; shared?: boolean; list?: ListState }) => void;
  remove: (view: SavedView) => void;
}

/** The saved views of the list, and what can be done with them. */
export function useViews(): Views {
  const { t } = useLingui();
  const views = useCommand("list_views", {}).data ?? [];
  const save = useChange("save_view", { onDone: ({ transaction }) => showChange({ message: t`View saved`, transaction }) });
  const remove = useChange("delete_view", { onDone: ({ transaction }) => showChange({ message: t`View deleted`, transaction }) });
  return {
    views,
    saveNew: (name, shared, list, then) => save.mutate({ name, shared, definition: definitionOf(list) }, { onSuccess: ({ id }) => then(id) }),
    update: (view, { name = view.name, shared = view.shared, list }) =>
      save.mutate({ id: view.id, name, shared, definition: list ? definitionOf(list) : view.definition }),
    remove: ({ id }) => remove.mutate({ id }),
  };
}
