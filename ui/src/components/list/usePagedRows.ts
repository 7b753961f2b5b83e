import { hashKey, type QueryKey, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";

import type { CallError } from "@/ipc/call";

/** Rows asked for at a time. */
export const pageSize = 100;

export interface RowPage<Row> {
  rows: readonly Row[];
  /** How many match in all. */
  total: number;
}

/** Where the rows of a list come from. */
export interface RowSource<Row, Page extends RowPage<Row> = RowPage<Row>> {
  /** Names what is listed: `[command, request without window]`. Another key is another list. */
  key: QueryKey;
  /** Reads a window of the list. */
  load: (offset: number, limit: number) => Promise<Page>;
}

export interface PagedRows<Row, Page> {
  /** How many rows there are; undefined until the first answer. */
  total: number | undefined;
  /** The row at a place; undefined while it is on its way. */
  row: (index: number) => Row | undefined;
  /** Any page that is there, for sums over all that match. */
  page: Page | undefined;
  /** Whether what is shown answers an earlier question. */
  stale: boolean;
  error: CallError | null;
  retry: () => void;
  /** Tells which places are on the screen. */
  showRange: (first: number, last: number) => void;
  /** Reads rows that may not be on the screen, both ends included. */
  readRange: (first: number, last: number) => Promise<Row[]>;
}

/** The pages that answered a question. */
interface Answer<Page> {
  list: string;
  pages: ReadonlyMap<number, Page>;
}

/**
 * A list of any length of which only the pages on the screen are held. While another question (search,
 * sorting) is on its way the previous answer stays.
 */
export function usePagedRows<Row, Page extends RowPage<Row>>({ key, load }: RowSource<Row, Page>): PagedRows<Row, Page> {
  const client = useQueryClient();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const pageQuery = useCallback(
    (page: number) => ({ queryKey: [...key, { page }], queryFn: () => load(page * pageSize, pageSize) }),
    [key, load],
  );
  const pages = Array.from({ length: range.last - range.first + 1 }, (_, index) => range.first + index);
  const results = useQueries({ queries: pages.map(pageQuery) });

  const loaded = new Map<number, Page>();
  results.forEach((result, index) => {
    const page = pages[index];
    if (result.data && page !== undefined) loaded.set(page, result.data);
  });
  const answered = loaded.size > 0;
  const list = hashKey(key);
  const [previous, setPrevious] = useState<Answer<Page>>({ list, pages: loaded });
  const same = previous.list === list && previous.pages.size === loaded.size && [...loaded].every(([page, data]) => previous.pages.get(page) === data);
  if (answered && !same) setPrevious({ list, pages: loaded });
  const shown = answered ? loaded : previous.pages;
  const some = shown.values().next().value;

  const row = (index: number) => shown.get(Math.floor(index / pageSize))?.rows[index % pageSize];
  const failed = results.find(({ error }) => error !== null);

  const showRange = useCallback((first: number, last: number) => {
    const next = { first: Math.floor(first / pageSize), last: Math.floor(Math.max(first, last) / pageSize) };
    setRange((known) => (known.first === next.first && known.last === next.last ? known : next));
  }, []);

  const readRange = async (first: number, last: number): Promise<Row[]> => {
    const wanted = Array.from({ length: Math.floor(last / pageSize) - Math.floor(first / pageSize) + 1 }, (_, index) => Math.floor(first / pageSize) + index);
    const read = await Promise.all(wanted.map((page) => client.fetchQuery(pageQuery(page))));
    const offset = (wanted[0] ?? 0) * pageSize;
    return read.flatMap(({ rows }) => rows).slice(first - offset, last - offset + 1);
  };

  return {
    total: some?.total,
    row,
    page: some,
    stale: !answered && previous.list !== list,
    error: (failed?.error ?? null) as CallError | null,
    retry: () => void Promise.all(results.map((result) => result.refetch())),
    showRange,
    readRange,
  };
}
