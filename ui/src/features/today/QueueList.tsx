import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useRef, useState } from "react";

import { logSignalContact, type Play } from "@/components/plays";
import type { QueueCard as Card } from "@/ipc/bindings/QueueCard";
import { usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";

import { playKeys, QueueCard } from "./QueueCard";
import classes from "./Today.module.css";
import { acting, type useQueue } from "./useQueue";
import { type QueueView, setView, type Whose } from "./view";

/** Height that a card is expected to have until it has been measured, pixels. */
const expectedHeight = 156;
/** Room for the header that sticks to the top, pixels. */
const headerHeight = 96;

interface QueueListProps {
  queue: ReturnType<typeof useQueue>;
  view: QueueView & { whose: Whose };
  scroller: RefObject<HTMLDivElement | null>;
}

/** The cards, of which only those near the screen are drawn, with a cursor that the keyboard moves. */
export function QueueList({ queue, view, scroller }: QueueListProps) {
  const { cards, readOn } = queue;
  const navigate = useNavigate();
  const { may } = usePermissions();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [play, setPlay] = useState<{ customer: string; play: Play } | null>(null);

  const found = cards.findIndex(({ customer }) => customer === view.active);
  // When the card with the cursor leaves the queue, the one that takes its place gets it.
  const [place, setPlace] = useState(Math.max(0, found));
  if (found >= 0 && found !== place) setPlace(found);
  const active = found >= 0 ? found : Math.min(place, cards.length - 1);
  const card = cards[active];

  useEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const virtualizer = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => cards[index]?.customer ?? index,
    estimateSize: () => expectedHeight,
    overscan: 4,
    scrollMargin: top,
    scrollPaddingStart: headerHeight,
    scrollPaddingEnd: 16,
    initialRect: { width: 1000, height: 700 },
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= cards.length - 6) readOn?.();
  }, [last, cards.length, readOn]);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(cards.length - 1, to));
    setPlace(index);
    setView({ active: cards[index]?.customer ?? null });
    virtualizer.scrollToIndex(index);
  };
  const came = useRef(false);
  useEffect(() => {
    // Back from a customer: the card that one left from is on the screen again.
    if (!came.current && top > 0 && found > 0) virtualizer.scrollToIndex(found);
    came.current ||= top > 0;
  }, [top, found, virtualizer]);

  const open = ({ customer }: Card) => void navigate({ to: "/customers/$customer", params: { customer } });
  const log = ({ customer, name, person, next_action: next }: Card) =>
    logSignalContact({ customer: { id: customer, name }, person: person?.id, finishes: next ? { id: next.id, text: next.text } : undefined });
  const ask = (one: Play) => {
    if (!card) return;
    virtualizer.scrollToIndex(active);
    setPlay({ customer: card.customer, play: one });
  };
  useShortcuts(msg`The queue`, [
    { keys: ["j", "ArrowDown"], label: msg`Next card`, run: () => move(active + 1), keysOnly: true },
    { keys: ["k", "ArrowUp"], label: msg`Previous card`, run: () => move(active - 1), keysOnly: true },
    { keys: "Home", label: msg`First card`, run: () => move(0), keysOnly: true },
    { keys: "End", label: msg`Last card`, run: () => move(cards.length - 1), keysOnly: true },
    { keys: "Enter", label: msg`Open the customer`, run: () => card && open(card), keysOnly: true },
    ...(may("signal_handling", "state")
      ? [
          { keys: playKeys.log, label: msg`Log a call`, run: () => card && log(card) },
          { keys: playKeys.snooze, label: msg`Snooze`, run: () => ask("snooze") },
          { keys: playKeys.hand_over, label: msg`Hand over`, run: () => ask("hand_over") },
          { keys: playKeys.false_alarm, label: msg`False alarm`, run: () => ask("false_alarm") },
        ]
      : []),
  ]);

  return (
    <>
      <ul ref={list} className={classes.list} style={{ height: virtualizer.getTotalSize() }} data-stale={queue.stale || undefined}>
        {items.map(({ index, key, start }) => {
          const one = cards[index];
          if (!one) return null;
          return (
            <li key={key} ref={virtualizer.measureElement} data-index={index} className={classes.place} style={{ transform: `translateY(${start - top}px)` }}>
              <QueueCard
                card={one}
                active={index === active}
                onActive={() => setView({ active: one.customer })}
                play={play?.customer === one.customer ? play.play : null}
                onPlay={(next) => {
                  setView({ active: one.customer });
                  setPlay(next && { customer: one.customer, play: next });
                }}
                onActing={acting(one.customer, view.whose)}
              />
            </li>
          );
        })}
      </ul>
      {readOn && (
        <p className={classes.more}>
          <Trans>More follows as you scroll.</Trans>
        </p>
      )}
    </>
  );
}
