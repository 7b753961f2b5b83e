import { useLingui } from "@lingui/react/macro";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { Virtualizer } from "@tanstack/react-virtual";
import type { MouseEvent, RefObject } from "react";

import { gridTracks, leastWidth, type ListColumn, type ListSort, nextSort } from "./columns";
import classes from "./List.module.css";
import { ListRow } from "./ListRow";
import { everything, isSelected, nothing, selectedCount } from "./selection";
import type { ListCursor } from "./useListCursor";
import type { PagedRows } from "./usePagedRows";
import { useStable } from "./useStable";

interface ListTableProps<Row, Page> {
  label: string;
  /** Beginning of the ids of the rows in the page. */
  id: string;
  rows: PagedRows<Row, Page>;
  rowId: (row: Row) => string;
  rowLabel: (row: Row) => string;
  columns: readonly ListColumn<Row>[];
  sort: ListSort;
  onSort: (sort: ListSort) => void;
  cursor: ListCursor<Row>;
  selectable: boolean;
  onOpen: (row: Row) => void;
  scroller: RefObject<HTMLDivElement | null>;
  virtualizer: Virtualizer<HTMLDivElement, Element>;
}

/** The grid: a header that stays, and only those rows that are on the screen. */
export function ListTable<Row, Page>(props: ListTableProps<Row, Page>) {
  const { label, id, rows, rowId, rowLabel, columns, sort, onSort, cursor, selectable, onOpen, scroller, virtualizer } = props;
  const { selection, setSelection, editing, setEditing, setActive, toggle } = cursor;
  const total = rows.total ?? 0;

  const open = useStable((index: number, event: MouseEvent) => {
    const row = rows.row(index);
    if (row === undefined) return;
    setActive(index);
    if (selectable && (event.metaKey || event.ctrlKey || event.shiftKey)) toggle(index, row, event.shiftKey);
    else onOpen(row);
  });
  const toggleAt = useStable((index: number, range: boolean) => {
    const row = rows.row(index);
    if (row !== undefined) toggle(index, row, range);
  });
  const editAt = useStable((index: number, column: string | null) => {
    const row = rows.row(index);
    setActive(index);
    setEditing(column !== null && row !== undefined ? { row: rowId(row), column } : null);
    if (column === null) scroller.current?.focus();
  });

  return (
    <div
      ref={scroller}
      data-scroll-restoration-id={`list ${label}`}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-multiselectable={selectable || undefined}
      aria-activedescendant={cursor.active >= 0 ? `${id}-${cursor.active}` : undefined}
      aria-busy={rows.total === undefined || rows.stale}
      tabIndex={0}
      className={classes.scroller}
      data-stale={rows.stale || undefined}
      data-selecting={selectedCount(selection, total) > 0 || undefined}
      style={{ "--pk-list-tracks": gridTracks(columns, selectable), "--pk-list-width": `${leastWidth(columns, selectable)}px` } as React.CSSProperties}
    >
      <div role="row" aria-rowindex={1} tabIndex={-1} className={classes.head}>
        <div role="columnheader" className={classes.box}>
          {selectable && <SelectAll selection={selection} total={total} onChange={setSelection} />}
        </div>
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows.row(index);
          const identity = row === undefined ? undefined : rowId(row);
          return (
            <ListRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              row={row}
              label={row === undefined ? "" : rowLabel(row)}
              columns={columns}
              top={start}
              active={index === cursor.active}
              selected={selectable ? identity !== undefined && isSelected(selection, identity) : undefined}
              editing={editing !== null && editing.row === identity ? editing.column : null}
              onOpen={open}
              onToggle={toggleAt}
              onEdit={editAt}
            />
          );
        })}
      </div>
    </div>
  );
}

interface SelectAllProps {
  selection: ListCursor<unknown>["selection"];
  total: number;
  onChange: ListCursor<unknown>["setSelection"];
}

function SelectAll({ selection, total, onChange }: SelectAllProps) {
  const { t } = useLingui();
  const count = selectedCount(selection, total);
  const all = count > 0 && count === total;
  return (
    <input
      type="checkbox"
      className={classes.check}
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !all;
      }}
      disabled={total === 0}
      aria-label={t`Select all`}
      onChange={() => onChange(all ? nothing : everything)}
    />
  );
}

function HeadCell<Row>({ column, sort, onSort }: { column: ListColumn<Row>; sort: ListSort; onSort: (sort: ListSort) => void }) {
  const sorted = sort.column === column.id;
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      className={classes.headCell}
      data-align={column.align ?? "start"}
      aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : undefined}
    >
      {column.sortable ? (
        <button type="button" className={classes.headButton} onClick={() => onSort(nextSort(column, sort))} data-sorted={sorted || undefined}>
          <span className={classes.content}>{column.header}</span>
          <Arrow size={13} stroke={2} className={classes.arrow} aria-hidden />
        </button>
      ) : (
        <span className={classes.content}>{column.header}</span>
      )}
    </div>
  );
}
