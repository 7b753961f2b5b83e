import { useLingui } from "@lingui/react/macro";
import { useDebouncedValue } from "@mantine/hooks";
import { type Icon, IconBuildingStore, IconCalendarEvent, IconHeartHandshake, IconNote, IconPackage, IconPhone, IconReceipt, IconUser } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import type { SearchHit } from "@/ipc/bindings/SearchHit";
import type { SearchKind } from "@/ipc/bindings/SearchKind";
import type { CallError } from "@/ipc/call";
import { showNotice } from "@/shared/changes";
import { openContactLog } from "@/shared/contactLog";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";

import type { PaletteContents, PaletteItem } from "./arrange";

const icons = {
  customer: IconBuildingStore,
  person: IconUser,
  product: IconPackage,
  order: IconReceipt,
  note: IconNote,
  meeting: IconCalendarEvent,
  promise: IconHeartHandshake,
} satisfies Record<SearchKind, Icon>;

/** Letters from which on there is something to find. */
const leastLetters = 2;
/** How long typing must pause before the program is asked, milliseconds. */
const pause = 80;
/** Hits of a kind. */
const most = 6;

interface Hits extends Pick<PaletteContents, "hits" | "aboutHits"> {
  /** Whether these are the hits of what stands in the field now, and not of what stood there before. */
  fresh: boolean;
  error: CallError | null;
}

/** What the program finds for the words, while they are typed. An answer to earlier words never replaces a later one. */
export function useHits(query: string): Hits {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const { may } = usePermissions();
  const words = query.trim();
  const [asked] = useDebouncedValue(words, pause);
  const enabled = asked.length >= leastLetters && words.length >= leastLetters;
  const answer = useCommand("search", { query: asked, kinds: [], limit: most }, { enabled, keepPrevious: true });
  const found = enabled ? (answer.data ?? []) : [];

  // Orders, notes and promises are found on a tab of their customer's page, far down as they may be.
  const open = ({ kind, id, customer, date }: SearchHit) => {
    if (kind === "meeting") {
      void navigate({ to: "/meetings/$meeting", params: { meeting: id } });
      return;
    }
    if (customer === null) return;
    const tab = kind === "order" ? { tab: "orders" as const } : {};
    const entry = kind === "order" || kind === "note" || kind === "promise" ? { show: id, ...(date === null ? {} : { on: date }) } : {};
    void navigate({ to: "/customers/$customer", params: { customer }, search: { ...tab, ...entry } });
  };
  // A product has no page of its own; its name is what one needs in an offer or a message.
  const copy = (title: string) => {
    void navigator.clipboard.writeText(title).then(
      () => showNotice(t`Copied: ${title}`),
      () => showNotice(title),
    );
  };
  const item = (hit: SearchHit): PaletteItem => {
    const { kind, id, customer, title, detail, date } = hit;
    return {
      key: `${kind} ${id} ${customer ?? ""}`,
      icon: icons[kind],
      label: title,
      detail: [detail, date === null ? null : format.date(date)].filter((part) => part !== null && part !== "").join(" · ") || undefined,
      run: () => (kind === "product" ? copy(title) : open(hit)),
    };
  };

  const hits: Hits["hits"] = {};
  for (const hit of found) hits[hit.kind] = [...(hits[hit.kind] ?? []), item(hit)];
  const first = found.find(({ kind }) => kind === "customer");
  const logWithFirst = (): PaletteItem[] => {
    if (!first || !may("contact", "make")) return [];
    const { id, title: name } = first;
    return [{ key: `log ${id}`, icon: IconPhone, label: t`Log a contact with ${name}`, run: () => openContactLog({ customer: { id, name } }) }];
  };
  const settled = asked === words && (!enabled || (answer.data !== undefined && !answer.isPlaceholderData) || answer.isError);
  return { hits, aboutHits: logWithFirst(), fresh: settled, error: enabled && answer.isError ? answer.error : null };
}
