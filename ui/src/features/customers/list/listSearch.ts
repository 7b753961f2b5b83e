import type { CustomerColumn } from "@/ipc/bindings/CustomerColumn";
import type { CustomerFilter } from "@/ipc/bindings/CustomerFilter";
import type { LastContactFilter } from "@/ipc/bindings/LastContactFilter";
import type { Segment } from "@/ipc/bindings/Segment";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import { segmentWords, signalWords } from "@/shared/words";

/** The list as it stands in the address, so that "back" leads to the same list. What is as usual is left out. */
export interface ListSearch {
  q?: string;
  tier?: string[];
  /** `none` stands for nobody. */
  owner?: string[];
  /** `none` stands for "never ordered". */
  segment?: (Segment | "none")[];
  signal?: SignalKind[];
  tag?: string[];
  /** `never`, `over90` or `within30`: days since the last two-way contact. */
  contact?: string;
  ended?: boolean;
  sort?: CustomerColumn;
  descending?: boolean;
  columns?: string[];
  /** The saved view that the list started from. */
  view?: string;
}

/** Columns of the list, in the order in which they are offered. */
export const columnIds = [
  "name",
  "external_number",
  "city",
  "tier",
  "owner",
  "segment",
  "signals",
  "tags",
  "last_contact",
  "last_order",
  "order_days",
  "value365",
  "value_at_stake",
  "next_action",
] as const satisfies readonly CustomerColumn[];

/** What the list shows: the same that a saved view remembers. */
export interface ListState {
  search: string;
  filter: CustomerFilter;
  sort: CustomerColumn;
  descending: boolean;
  columns: CustomerColumn[];
}

export const emptyFilter: CustomerFilter = { tiers: [], owners: [], segments: [], signals: [], tags: [], last_contact: null, ended: false };

/** The list as it is without any view: the largest customers first. */
export const usualList: ListState = {
  search: "",
  filter: emptyFilter,
  sort: "value365",
  descending: true,
  columns: ["name", "tier", "owner", "segment", "signals", "last_contact", "value365", "value_at_stake"],
};

/** Reads what stands in the address; what does not fit is left out, for it may have been typed or be older than the program. */
export function parseListSearch(raw: Record<string, unknown>): ListSearch {
  const list: ListSearch = {};
  const keep = <Key extends keyof ListSearch>(key: Key, value: ListSearch[Key] | undefined) => {
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) list[key] = value;
  };
  // The router reads "123" as a number.
  const q = typeof raw["q"] === "string" || typeof raw["q"] === "number" ? String(raw["q"]) : "";
  keep("q", q === "" ? undefined : q);
  keep("tier", texts(raw["tier"]));
  keep("owner", texts(raw["owner"]));
  keep("segment", texts(raw["segment"]).filter((one): one is Segment | "none" => one === "none" || one in segmentWords));
  keep("signal", texts(raw["signal"]).filter((one): one is SignalKind => one in signalWords));
  keep("tag", texts(raw["tag"]));
  keep("contact", typeof raw["contact"] === "string" && parseContact(raw["contact"]) ? raw["contact"] : undefined);
  keep("ended", raw["ended"] === true ? true : undefined);
  const sort = raw["sort"];
  keep("sort", typeof sort === "string" && isColumn(sort) ? sort : undefined);
  keep("descending", typeof raw["descending"] === "boolean" ? raw["descending"] : undefined);
  keep("columns", Array.isArray(raw["columns"]) ? texts(raw["columns"]).filter(isColumn) : undefined);
  keep("view", typeof raw["view"] === "string" && raw["view"] !== "" ? raw["view"] : undefined);
  return list;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string" && one !== "") : [];
}

/** Whether this program knows a column of that name. */
export function isColumn(id: string): id is CustomerColumn {
  return columnIds.some((known) => known === id);
}

/** The list that an address stands for. */
export function stateOf(search: ListSearch): ListState {
  return {
    search: search.q ?? "",
    filter: {
      tiers: search.tier ?? [],
      owners: (search.owner ?? []).map((one) => (one === "none" ? null : one)),
      segments: (search.segment ?? []).map((one) => (one === "none" ? null : one)),
      signals: search.signal ?? [],
      tags: search.tag ?? [],
      last_contact: search.contact === undefined ? null : parseContact(search.contact),
      ended: search.ended ?? false,
    },
    sort: search.sort ?? usualList.sort,
    descending: search.descending ?? (search.sort === undefined && usualList.descending),
    columns: search.columns?.filter(isColumn) ?? usualList.columns,
  };
}

/** The address of a list, started from a view or not. */
export function searchOf({ search, filter, sort, descending, columns }: ListState, view: string | null): ListSearch {
  const usualOrder = sort === usualList.sort && descending === usualList.descending;
  return parseListSearch({
    q: search,
    tier: filter.tiers,
    owner: filter.owners.map((one) => one ?? "none"),
    segment: filter.segments.map((one) => one ?? "none"),
    signal: filter.signals,
    tag: filter.tags,
    ...(filter.last_contact ? { contact: contactWord(filter.last_contact) } : {}),
    ended: filter.ended,
    ...(usualOrder ? {} : { sort, descending }),
    ...(columns.join() === usualList.columns.join() ? {} : { columns }),
    ...(view === null ? {} : { view }),
  });
}

/** Whether two lists show the same rows in the same way. */
export function sameList(left: ListState, right: ListState): boolean {
  return JSON.stringify(searchOf(left, null)) === JSON.stringify(searchOf(right, null));
}

/** Whether search or filters leave anything out. */
export function isFiltered({ search, filter }: ListState): boolean {
  return search.trim() !== "" || JSON.stringify(filter) !== JSON.stringify(emptyFilter);
}

/** `never`, `over90`, `within30`, as they stand in the address and in the filter. */
export function contactWord(filter: LastContactFilter): string {
  if (filter.kind === "never") return "never";
  return `${filter.kind === "within" ? "within" : "over"}${filter.days}`;
}

/** The other way round; null when it is no such word. */
export function parseContact(word: string): LastContactFilter | null {
  if (word === "never") return { kind: "never" };
  const found = /^(over|within)(\d{1,5})$/.exec(word);
  if (!found) return null;
  return { kind: found[1] === "within" ? "within" : "older_than", days: Number(found[2]) };
}
