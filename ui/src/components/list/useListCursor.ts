import { msg } from "@lingui/core/macro";
import { useState } from "react";

import { type Shortcut, useShortcuts } from "@/shared/shortcuts";

import type { ListColumn } from "./columns";
import { everything, isSelected, nothing, type Selection, withRows } from "./selection";
import type { PagedRows } from "./usePagedRows";

/** A cell whose editor is open. */
export interface Editing {
  row: string;
  column: string;
}

interface CursorOptions<Row, Page> {
  rows: PagedRows<Row, Page>;
  rowId: (row: Row) => string;
  columns: readonly ListColumn<Row>[];
  selectable: boolean;
  /** Rows on the screen, for Page Up and Page Down. */
  visibleRows: () => number;
  scrollTo: (index: number) => void;
  focusSearch: () => void;
  onOpen: (row: Row) => void;
}

export interface ListCursor<Row> {
  /** Place of the row that the keys act on; -1 before the first key. */
  active: number;
  setActive: (index: number) => void;
  selection: Selection;
  setSelection: (selection: Selection) => void;
  editing: Editing | null;
  setEditing: (editing: Editing | null) => void;
  /** Selects or not; with `range` everything from the last one touched. */
  toggle: (index: number, row: Row, range: boolean) => void;
}

/** What the keyboard does in a list: the cursor, the selection, the open editor. */
export function useListCursor<Row, Page>(options: CursorOptions<Row, Page>): ListCursor<Row> {
  const { rows, rowId, columns, selectable, visibleRows, scrollTo, focusSearch, onOpen } = options;
  const [active, setActive] = useState(-1);
  const [anchor, setAnchor] = useState(-1);
  const [selection, setSelection] = useState<Selection>(nothing);
  const [editing, setEditing] = useState<Editing | null>(null);
  const total = rows.total ?? 0;
  const activeRow = active >= 0 ? rows.row(active) : undefined;

  const move = (to: number) => {
    if (total === 0) return;
    const index = Math.max(0, Math.min(total - 1, to));
    setActive(index);
    scrollTo(index);
  };
  const toggle = (index: number, row: Row, range: boolean) => {
    const selected = !isSelected(selection, rowId(row));
    if (range && anchor >= 0 && anchor !== index) {
      const [first, last] = anchor < index ? [anchor, index] : [index, anchor];
      void rows.readRange(first, last).then((found) => setSelection((known) => withRows(known, found.map(rowId), true)));
    } else {
      setSelection((known) => withRows(known, [rowId(row)], selected));
    }
    setAnchor(index);
    setActive(index);
  };
  const extend = (by: number) => {
    const to = Math.max(0, Math.min(total - 1, active + by));
    const found = [activeRow, rows.row(to)].filter((row) => row !== undefined);
    setSelection((known) => withRows(known, found.map(rowId), true));
    move(to);
  };

  const moving: Shortcut[] = [
    { keys: ["j", "ArrowDown"], label: msg`Next row`, run: () => move(active + 1), keysOnly: true },
    { keys: ["k", "ArrowUp"], label: msg`Previous row`, run: () => move(active - 1), keysOnly: true },
    { keys: ["PageDown"], label: msg`A screenful down`, run: () => move(active + visibleRows()), keysOnly: true },
    { keys: ["PageUp"], label: msg`A screenful up`, run: () => move(active - visibleRows()), keysOnly: true },
    { keys: ["Home"], label: msg`First row`, run: () => move(0), keysOnly: true },
    { keys: ["End"], label: msg`Last row`, run: () => move(total - 1), keysOnly: true },
    { keys: "Enter", label: msg`Open the row`, run: () => activeRow && onOpen(activeRow), keysOnly: true },
    { keys: "/", label: msg`Search the list`, run: focusSearch },
  ];
  const selecting: Shortcut[] = [
    { keys: "x", label: msg`Select the row`, run: () => activeRow && toggle(active, activeRow, false), keysOnly: true },
    { keys: "shift+ArrowDown", label: msg`Select downwards`, run: () => extend(1), keysOnly: true },
    { keys: "shift+ArrowUp", label: msg`Select upwards`, run: () => extend(-1), keysOnly: true },
    { keys: "mod+a", label: msg`Select all`, run: () => setSelection(everything) },
    { keys: "Escape", label: msg`Select nothing`, run: () => setSelection(nothing), keysOnly: true },
  ];
  const editors = columns.flatMap<Shortcut>(({ id, edit, editKeys, header }) =>
    edit && editKeys
      ? [
          {
            keys: editKeys,
            label: msg`Change: ${header}`,
            run: () => activeRow && setEditing({ row: rowId(activeRow), column: id }),
            keysOnly: true,
          },
        ]
      : [],
  );
  useShortcuts(msg`List`, [...moving, ...(selectable ? selecting : []), ...editors]);

  return { active, setActive, selection, setSelection, editing, setEditing, toggle };
}
