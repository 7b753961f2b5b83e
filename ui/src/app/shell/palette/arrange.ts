import type { SearchKind } from "@/ipc/bindings/SearchKind";
import type { Keys } from "@/shared/shortcuts";
import type { Icon } from "@tabler/icons-react";

/** Something that Enter opens or does. */
export interface PaletteItem {
  /** Stays the same while the list around it changes. */
  key: string;
  icon: Icon;
  label: string;
  /** The customer's name, the city, a date. */
  detail?: string | undefined;
  keys?: Keys | undefined;
  run: () => void;
}

export type GroupKey = SearchKind | "recent" | "place" | "action";

export interface PaletteGroup {
  key: GroupKey;
  items: readonly PaletteItem[];
}

export interface PaletteContents {
  /** Customers opened lately, the last first. */
  recent: readonly PaletteItem[];
  /** Where one can go, by name: for the list under its heading. */
  places: readonly PaletteItem[];
  /** The same as things to do: "Go to Today". */
  goings: readonly PaletteItem[];
  actions: readonly PaletteItem[];
  /** What the program found for the words, by kind. */
  hits: Partial<Record<SearchKind, readonly PaletteItem[]>>;
  /** Actions about what was found: log a contact with the first customer. */
  aboutHits: readonly PaletteItem[];
}

/** Without accents and capitals, as the program's own search compares. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Whether every word of the query begins some word of the label. */
export function matches(label: string, query: string): boolean {
  const words = fold(label).split(/[^\p{L}\p{N}]+/u);
  return fold(query)
    .split(/\s+/u)
    .filter((part) => part !== "")
    .every((part) => words.some((word) => word.startsWith(part)));
}

/**
 * What is shown for a query, in the order in which it is most often meant: customers and their people, then
 * what can be done, then the rest. Without a query: where one was, where one can go, what one can do.
 */
export function arrange(query: string, { recent, places, goings, actions, hits, aboutHits }: PaletteContents): PaletteGroup[] {
  const fitting = [...goings, ...actions].filter(({ label }) => matches(label, query));
  const groups: PaletteGroup[] =
    query.trim() === ""
      ? [
          { key: "recent", items: recent },
          { key: "place", items: places },
          { key: "action", items: actions },
        ]
      : [
          { key: "customer", items: hits.customer ?? [] },
          { key: "person", items: hits.person ?? [] },
          { key: "action", items: [...fitting, ...aboutHits] },
          { key: "order", items: hits.order ?? [] },
          { key: "product", items: hits.product ?? [] },
          { key: "note", items: hits.note ?? [] },
          { key: "meeting", items: hits.meeting ?? [] },
          { key: "promise", items: hits.promise ?? [] },
        ];
  return groups.filter(({ items }) => items.length > 0);
}

/** Rows that a page key moves over. */
const page = 8;

/** Where a key moves to in a list of `count`, from `index`; null when it is no key for moving. */
export function moveBy(key: string, index: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (index + 1) % count;
    case "ArrowUp":
      return (index - 1 + count) % count;
    case "PageDown":
      return Math.min(index + page, count - 1);
    case "PageUp":
      return Math.max(index - page, 0);
    default:
      return null;
  }
}
