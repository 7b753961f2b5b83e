import { useLingui } from "@lingui/react/macro";
import { memo, type MouseEvent } from "react";

import type { ListColumn } from "./columns";
import classes from "./List.module.css";

interface ListRowProps<Row> {
  id: string;
  index: number;
  /** Undefined while it is on its way. */
  row: Row | undefined;
  label: string;
  columns: readonly ListColumn<Row>[];
  top: number;
  active: boolean;
  /** Undefined when rows cannot be selected. */
  selected: boolean | undefined;
  /** The column whose editor is open in this row. */
  editing: string | null;
  onOpen: (index: number, event: MouseEvent) => void;
  onToggle: (index: number, range: boolean) => void;
  onEdit: (index: number, column: string | null) => void;
}

/** One row. Drawn again only when something about it changes, so that scrolling stays smooth. */
export const ListRow = memo(function ListRow<Row>(props: ListRowProps<Row>) {
  const { id, index, row, label, columns, top, active, selected, editing, onOpen, onToggle, onEdit } = props;
  const { t } = useLingui();
  return (
    <div
      id={id}
      role="row"
      tabIndex={-1}
      className={classes.row}
      aria-rowindex={index + 2}
      aria-selected={selected ?? undefined}
      data-active={active || undefined}
      data-selected={selected || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => row !== undefined && onOpen(index, event)}
    >
      <div role="gridcell" tabIndex={-1} className={classes.box} onClick={(event) => event.stopPropagation()}>
        {selected !== undefined && row !== undefined && (
          <input
            type="checkbox"
            className={classes.check}
            checked={selected}
            aria-label={t`Select ${label}`}
            tabIndex={-1}
            onClick={(event) => onToggle(index, event.shiftKey)}
            onChange={() => {}}
          />
        )}
      </div>
      {columns.map((column) => (
        <ListCell key={column.id} column={column} row={row} index={index} editing={editing === column.id} onEdit={onEdit} />
      ))}
    </div>
  );
}) as <Row>(props: ListRowProps<Row>) => React.JSX.Element;

interface ListCellProps<Row> {
  column: ListColumn<Row>;
  row: Row | undefined;
  index: number;
  editing: boolean;
  onEdit: (index: number, column: string | null) => void;
}

function ListCell<Row>({ column, row, index, editing, onEdit }: ListCellProps<Row>) {
  const align = column.align ?? "start";
  if (row === undefined) {
    return (
      <div role="gridcell" className={classes.cell} data-align={align}>
        <span className={classes.bone} aria-hidden />
      </div>
    );
  }
  if (editing && column.edit) {
    return (
      <div role="gridcell" tabIndex={-1} className={classes.editor} onClick={(event) => event.stopPropagation()}>
        {column.edit(row, () => onEdit(index, null))}
      </div>
    );
  }
  const canEdit = column.edit !== undefined;
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      className={classes.cell}
      data-align={align}
      data-editable={canEdit || undefined}
      onClick={(event) => {
        if (!canEdit || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.stopPropagation();
        onEdit(index, column.id);
      }}
    >
      <span className={classes.content}>{column.cell(row)}</span>
    </div>
  );
}
