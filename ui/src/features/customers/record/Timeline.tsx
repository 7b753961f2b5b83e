import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Chip, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { TimelineEntry } from "@/ipc/bindings/TimelineEntry";
import type { TimelineKind } from "@/ipc/bindings/TimelineKind";
import { call, type CallError, type ResponseOf } from "@/ipc/call";

import classes from "./Customer.module.css";
import { EntryRow } from "./EntryRow";

/** Entries asked for at a time. */
const pageSize = 50;

interface TimelineProps {
  customer: CustomerName;
  /** The contact, order or done action to bring into view, and its day. */
  show: string | undefined;
  on: string | undefined;
}

/** Everything that happened with a customer, the newest first. */
export function Timeline({ customer, show, on }: TimelineProps) {
  const { t } = useLingui();
  const [kinds, setKinds] = useState<TimelineKind[]>([]);
  const words: Record<TimelineKind, string> = { contact: t`Contacts`, order: t`Orders`, action: t`Done actions`, change: t`Changes`, import: t`Imports`, meeting: t`Meetings`, promise: t`Promises` };
  const pages = useInfiniteQuery<ResponseOf<"customer_timeline">, CallError>({
    queryKey: ["customer_timeline", { customer: customer.id, kinds }],
    queryFn: ({ pageParam }) => call("customer_timeline", { customer: customer.id, kinds, limit: pageSize, ...(typeof pageParam === "string" ? { before: pageParam } : {}) }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (previous) => previous,
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  const last = entries.at(-1);
  // What is to be shown may be far down: read on until its day has been reached.
  const readOn = show !== undefined && on !== undefined && last !== undefined && last.date >= on && !entries.some((entry) => keyOf(entry) === show);
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  useEffect(() => {
    if (readOn && hasNextPage && !isFetching) void fetchNextPage();
  }, [readOn, hasNextPage, isFetching, fetchNextPage]);
  return (
    <>
      <Chip.Group multiple value={kinds} onChange={(chosen) => setKinds(chosen as TimelineKind[])}>
        <div className={`${classes.filters} pk-no-print`}>
          {(Object.keys(words) as TimelineKind[]).map((kind) => (
            <Chip key={kind} value={kind} size="xs" radius="sm" variant="outline">
              {words[kind]}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {pages.error ? (
        <ErrorState error={pages.error} retry={() => void pages.refetch()} />
      ) : pages.isPending ? (
        <TextSkeleton lines={8} />
      ) : entries.length === 0 ? (
        <Text size="sm" c="dimmed" py="md">
          {kinds.length > 0 ? <Trans>Nothing of that kind yet.</Trans> : <Trans>Nothing has happened yet. The first logged contact or imported order begins the timeline.</Trans>}
        </Text>
      ) : (
        <ol className={classes.plain} aria-label={t`Timeline`} aria-busy={pages.isPlaceholderData}>
          {entries.map((entry, index) => (
            <EntryRow key={keyOf(entry)} entry={entry} customer={customer} sameDay={entries[index - 1]?.date === entry.date} shown={keyOf(entry) === show} />
          ))}
        </ol>
      )}
      {pages.hasNextPage && (
        <div className={classes.moreButton}>
          <Button variant="subtle" color="gray" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
            <Trans>Show older</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

function keyOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case "contact":
      return entry.contact.id;
    case "order":
      return entry.id;
    case "action":
      return entry.action.id;
    case "change":
      return `${entry.transaction} ${entry.fields.join()}`;
    case "import":
      return `${entry.batch} ${entry.at}`;
    case "meeting":
      return entry.meeting.id;
    case "promise":
      return entry.promise.id;
  }
}
