import type { ReactNode } from "react";

/** A column of a list. */
export interface ListColumn<Row> {
  /** Also what the list is sorted by and what a saved view remembers. */
  id: string;
  header: string;
  /** Least width, pixels. */
  width: number;
  /** Share of the room that is left over; 0 (the default) keeps the least width. */
  grow?: number;
  /** Numbers and money stand on the right. */
  align?: "start" | "end";
  sortable?: boolean;
  /** The first click sorts the largest first: for numbers and dates. */
  largestFirst?: boolean;
  /** Cannot be hidden: the name. */
  fixed?: boolean;
  cell: (row: Row) => ReactNode;
  /** Draws the editor in place of the cell; it calls `close` when done. Without it the cell is not editable. */
  edit?: (row: Row, close: () => void) => ReactNode;
  /** Opens the editor of the row with the cursor: `o` for the owner. */
  editKeys?: string;
}

export interface ListSort {
  column: string;
  descending: boolean;
}

/** What a click on a header sorts by: the other way round, or the column's own first way. */
export function nextSort<Row>(column: ListColumn<Row>, sort: ListSort): ListSort {
  if (sort.column === column.id) return { column: column.id, descending: !sort.descending };
  return { column: column.id, descending: column.largestFirst ?? false };
}

/** The chosen columns in the chosen order. Fixed ones are always there; unknown names, of an older view, are left out. */
export function shownColumns<Row>(columns: readonly ListColumn<Row>[], chosen: readonly string[]): ListColumn<Row>[] {
  const named = chosen.flatMap((id) => columns.filter((column) => column.id === id));
  const fixed = columns.filter((column) => column.fixed && !named.includes(column));
  return [...fixed, ...named];
}

/** Least width of all columns together, pixels; a narrower window scrolls sideways. */
export function leastWidth<Row>(columns: readonly ListColumn<Row>[], selectable: boolean): number {
  return columns.reduce((sum, { width }) => sum + width, (selectable ? boxWidth : edge) + edge);
}

/** Width of the boxes to select with and of the empty edges, pixels. */
const boxWidth = 36;
const edge = 12;

/** The tracks of the grid that header and rows share; the first holds the boxes to select with. */
export function gridTracks<Row>(columns: readonly ListColumn<Row>[], selectable: boolean): string {
  const tracks = columns.map(({ width, grow = 0 }) => (grow > 0 ? `minmax(${width}px, ${grow}fr)` : `${width}px`));
  return [`${selectable ? boxWidth : edge}px`, ...tracks, `${edge}px`].join(" ");
}
