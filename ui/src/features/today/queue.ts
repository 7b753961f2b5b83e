import type { InfiniteData } from "@tanstack/react-query";

import type { QueueCard } from "@/ipc/bindings/QueueCard";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import type { Today } from "@/ipc/bindings/Today";

/** The queue as it was read, page after page; the parameter of a page is the place of its first card. */
export type QueuePages = InfiniteData<Today, number>;

/** Cards read at a time. */
export const pageSize = 50;

/** All cards that have been read. A card that moved between two readings is shown once. */
export function cardsOf(pages: QueuePages | undefined): QueueCard[] {
  const known = new Set<string>();
  return (pages?.pages ?? []).flatMap(({ queue }) =>
    queue.filter(({ customer }) => {
      if (known.has(customer)) return false;
      known.add(customer);
      return true;
    }),
  );
}

/** Place of the first card of the next page; undefined when all have been read. */
export function nextOffset(pages: readonly Today[]): number | undefined {
  const read = pages.reduce((sum, { queue }) => sum + queue.length, 0);
  const last = pages.at(-1);
  return last && last.queue.length > 0 && read < last.total ? read : undefined;
}

/** The queue without some signals of a customer, as it will be once the program has agreed. */
export function withoutSignals(pages: QueuePages, customer: string, kinds: readonly SignalKind[]): QueuePages {
  const card = pages.pages.flatMap(({ queue }) => queue).find((one) => one.customer === customer);
  if (!card) return pages;
  const left = card.signals.filter(({ evidence }) => !kinds.includes(evidence.kind));
  const stays = left.length > 0;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      total: stays ? page.total : page.total - 1,
      value_at_stake: stays ? page.value_at_stake : page.value_at_stake - (card.value_at_stake ?? 0),
      queue: stays ? page.queue.map((one) => (one.customer === customer ? { ...one, signals: left } : one)) : page.queue.filter((one) => one.customer !== customer),
    })),
  };
}
