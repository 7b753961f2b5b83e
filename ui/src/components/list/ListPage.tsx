import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Title } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useId, useMemo, useRef } from "react";

import { useFormat } from "@/shared/format";

import { EmptyState } from "../EmptyState";
import { ErrorState } from "../ErrorState";
import { BulkBar } from "./BulkBar";
import { ColumnChooser } from "./ColumnChooser";
import { type ListColumn, type ListSort, shownColumns } from "./columns";
import classes from "./List.module.css";
import { ListTable } from "./ListTable";
import { SearchField } from "./SearchField";
import { nothing, type Selection, selectedCount } from "./selection";
import { useListCursor } from "./useListCursor";
import { type RowPage, type RowSource, usePagedRows } from "./usePagedRows";

/** Height of a row, pixels; the same as `--pk-row-height`. */
const rowHeight = 32;
/** Rows drawn while the first answer is on its way. */
const firstBones = 14;

export interface ListPageProps<Row, Page extends RowPage<Row>> {
  title: string;
  source: RowSource<Row, Page>;
  rowId: (row: Row) => string;
  /** What a row is called, for screen readers. */
  rowLabel: (row: Row) => string;
  columns: readonly ListColumn<Row>[];
  /** Ids of the columns that are shown, in order. */
  shown: readonly string[];
  onShown: (shown: string[]) => void;
  sort: ListSort;
  onSort: (sort: ListSort) => void;
  search?: { value: string; onChange: (value: string) => void; placeholder: string };
  /** `FilterPill`s. */
  filters?: ReactNode;
  /** A narrow chart that filters, between the filters and the rows. */
  strip?: ReactNode;
  /** Whether search or filters restrict the list, so that "nothing found" differs from "nothing there". */
  filtered: boolean;
  onClearFilters: () => void;
  /** A `ViewMenu`. */
  views?: ReactNode;
  /** Buttons on the right of the title; at most one of them primary. */
  actions?: ReactNode;
  /** Words beside the count: sums over all that match. */
  summary?: (page: Page) => ReactNode;
  /** Buttons of the bulk bar. Without it rows cannot be selected. */
  bulk?: (selection: Selection, count: number, clear: () => void) => ReactNode;
  onOpen: (row: Row) => void;
  /** In place of the list while there is nothing at all: does the first job. */
  empty: ReactNode;
}

/** The list pattern: find, filter, sort, choose columns, select, edit in place, all by keyboard, at any length. */
export function ListPage<Row, Page extends RowPage<Row> = RowPage<Row>>(props: ListPageProps<Row, Page>) {
  const { title, source, rowId, rowLabel, columns, shown, onShown, sort, onSort, search, filters, filtered, onClearFilters } = props;
  const { strip, views, actions, summary, bulk, onOpen, empty } = props;
  const { t } = useLingui();
  const format = useFormat();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const rows = usePagedRows<Row, Page>(source);
  const said = rows.page && summary?.(rows.page);
  const total = rows.total;
  const selectable = bulk !== undefined;
  const visible = useMemo(() => shownColumns(columns, shown), [columns, shown]);

  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: total ?? firstBones,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The header sticks to the top of what scrolls and must not cover the row that is scrolled to.
    scrollPaddingStart: rowHeight,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { showRange } = rows;
  useEffect(() => showRange(first, last), [showRange, first, last]);

  const cursor = useListCursor<Row, Page>({
    rows,
    rowId,
    columns: visible,
    selectable,
    visibleRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
    scrollTo: (index) => virtualizer.scrollToIndex(index),
    focusSearch: () => {
      searchField.current?.focus();
      searchField.current?.select();
    },
    onOpen,
  });
  const { setSelection, setActive } = cursor;

  // Another question is another list: back to its beginning, with nothing selected.
  const question = JSON.stringify(source.key);
  const asked = useRef(question);
  useEffect(() => {
    // The first question may be one that "back" returned to: the router puts it where it was left.
    if (asked.current === question) return;
    asked.current = question;
    scroller.current?.scrollTo({ top: 0 });
    setSelection(nothing);
    setActive(-1);
  }, [question, setSelection, setActive]);

  const count = selectedCount(cursor.selection, total ?? 0);
  const clear = () => setSelection(nothing);

  return (
    <div className={classes.page}>
      <header className={classes.headline}>
        <Title order={1}>{title}</Title>
        {rows.page && rows.page.total > 0 && (
          <output className={classes.count}>
            {format.number(rows.page.total)}
            {said !== undefined && said !== null && said !== false && said !== "" && <> · {said}</>}
          </output>
        )}
        <span className={classes.spring} />
        {(total !== 0 || filtered) && actions}
      </header>
      {(total !== 0 || filtered) && (
        <div className={`${classes.toolbar} pk-no-print`} role="toolbar" aria-label={t`Search and filters`}>
          {search && <SearchField {...search} className={classes.search} field={searchField} />}
          {filters}
          <div className={classes.looks}>
            {views}
            <ColumnChooser columns={columns} chosen={shown} onChange={onShown} />
          </div>
        </div>
      )}
      {(total !== 0 || filtered) && strip}
      <div className={classes.stage}>
        {rows.error && total === undefined ? (
          <ErrorState error={rows.error} retry={rows.retry} />
        ) : total === 0 ? (
          filtered ? (
            <EmptyState
              icon={IconFilterOff}
              title={t`Nothing found`}
              actions={
                <Button variant="default" onClick={onClearFilters}>
                  <Trans>Clear search and filters</Trans>
                </Button>
              }
            >
              <Trans>No row fits the search and the filters.</Trans>
            </EmptyState>
          ) : (
            empty
          )
        ) : (
          <ListTable
            label={title}
            id={id}
            rows={rows}
            rowId={rowId}
            rowLabel={rowLabel}
            columns={visible}
            sort={sort}
            onSort={onSort}
            cursor={cursor}
            selectable={selectable}
            onOpen={onOpen}
            scroller={scroller}
            virtualizer={virtualizer}
          />
        )}
        {selectable && count > 0 && bulk && (
          <BulkBar count={count} onClear={clear}>
            {bulk(cursor.selection, count, clear)}
          </BulkBar>
        )}
      </div>
    </div>
  );
}
