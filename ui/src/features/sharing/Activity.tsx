import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Badge, Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import type { ActivityPlace } from "@/ipc/bindings/ActivityPlace";
import type { ActivityRecord } from "@/ipc/bindings/ActivityRecord";
import type { MemberActivity } from "@/ipc/bindings/MemberActivity";
import { call, type CallError, type ResponseOf } from "@/ipc/call";
import { recordWord } from "@/shared/fields/records";
import { useFieldText } from "@/shared/fields/useFieldText";
import { capitalised, localDateOf, useFormat } from "@/shared/format";
import { transactionWords } from "@/shared/transactions";

import classes from "./Activity.module.css";

/** What a person did, the newest first, in pages. */
export function Activity({ member }: { member: string }) {
  const format = useFormat();
  const pages = useInfiniteQuery<ResponseOf<"member_activity">, CallError>({
    queryKey: ["member_activity", { member }],
    queryFn: ({ pageParam }) => call("member_activity", { member, ...(pageParam === null ? {} : { before: pageParam as ActivityPlace }) }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
  });
  if (pages.error) return <ErrorState error={pages.error} retry={() => void pages.refetch()} />;
  if (!pages.data) return <TextSkeleton lines={8} />;
  const entries = pages.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Nothing yet. What this person does appears here, whichever machine it is done on.</Trans>
      </Text>
    );
  }
  return (
    <>
      <ol className={classes.days}>
        {byDay(entries).map(([day, done]) => (
          <li key={day} className={classes.day}>
            <h3>{format.date(day)}</h3>
            <ol className={classes.entries}>
              {done.map((entry) => (
                <Entry key={entry.transaction} entry={entry} />
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {pages.hasNextPage && (
        <div className={classes.more}>
          <Button variant="subtle" color="gray" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
            <Trans>Show older</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

/** The days by the clock of this machine, each with what was done on it; the order stays. */
export function byDay(entries: readonly MemberActivity[]): [day: string, entries: MemberActivity[]][] {
  const days = new Map<string, MemberActivity[]>();
  for (const entry of entries) {
    const day = localDateOf(new Date(entry.at));
    const known = days.get(day);
    if (known) known.push(entry);
    else days.set(day, [entry]);
  }
  return [...days];
}

function Entry({ entry }: { entry: MemberActivity }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { at, kind, device, unattended, undone, records, first_records: first } = entry;
  const told = first.filter(({ label }) => label !== null);
  const more = records - told.length;
  return (
    <li className={classes.entry}>
      <time className={classes.time} dateTime={new Date(at).toISOString()}>
        {format.time(at)}
      </time>
      <div className={classes.what} data-undone={undone || undefined}>
        <span className={classes.words}>{capitalised(i18n._(transactionWords[kind]))}</span>{" "}
        {undone && (
          <Badge size="sm" color="gray">
            {t`undone since`}
          </Badge>
        )}{" "}
        {unattended && (
          <Badge size="sm" color="gray">
            {t`by itself`}
          </Badge>
        )}
        {told.length > 0 && (
          <div className={classes.records}>
            {told.map((record) => (
              <Named key={`${record.table} ${record.record}`} record={record} />
            ))}
            {more > 0 && (
              <span className={classes.quiet}>
                <Plural value={more} one="and # more" other="and # more" />
              </span>
            )}
          </div>
        )}
      </div>
      <span className={classes.device} title={device ?? undefined}>
        {device}
      </span>
    </li>
  );
}

/** A record by its name, and the way to its customer. */
function Named({ record: { table, label, customer } }: { record: ActivityRecord }) {
  const { i18n } = useLingui();
  const text = useFieldText();
  const name = text("", label, table);
  return (
    <span>
      {table !== "customer" && <span className={classes.quiet}>{i18n._(recordWord(table))} </span>}
      {customer === null ? (
        name
      ) : (
        <Anchor component={Link} to="/customers/$customer" params={{ customer } as never} inherit>
          {name}
        </Anchor>
      )}
    </span>
  );
}
