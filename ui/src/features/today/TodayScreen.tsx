import { useLingui } from "@lingui/react/macro";
import { Title } from "@mantine/core";
import { useRef } from "react";

import { ErrorState } from "@/components/ErrorState";
import { BlockSkeleton } from "@/components/Skeletons";
import { useFormat } from "@/shared/format";

import { EmptyQueue } from "./EmptyQueue";
import { QueueFilters } from "./QueueFilters";
import { QueueList } from "./QueueList";
import { SideColumn } from "./SideColumn";
import classes from "./Today.module.css";
import { useQueue } from "./useQueue";
import { useView } from "./view";

/** The first screen: whom to contact today and why, and what has been promised for today. */
export function TodayScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const view = useView();
  const queue = useQueue(view);
  const scroller = useRef<HTMLDivElement>(null);
  const { today } = queue;
  return (
    <div className={classes.scroller} ref={scroller}>
      <div className={classes.page}>
        <header className={classes.header}>
          <div className={classes.headline}>
            <Title order={1}>{t`Today`}</Title>
            {today && <span className={classes.day}>{format.longDate(today.date)}</span>}
          </div>
          {today && today.customers > 0 && <QueueFilters view={view} today={today} />}
        </header>
        {queue.error && !today ? (
          <ErrorState error={queue.error} retry={queue.retry} />
        ) : !today ? (
          <BlockSkeleton height={320} />
        ) : today.customers === 0 ? (
          <EmptyQueue today={today} view={view} />
        ) : (
          <div className={classes.columns}>
            <div>{queue.cards.length === 0 ? <EmptyQueue today={today} view={view} /> : <QueueList queue={queue} view={view} scroller={scroller} />}</div>
            <aside className={classes.side} aria-label={t`Due, and how the day goes`}>
              <SideColumn today={today} />
            </aside>
          </div>
        )}
      </div>
    </div>
  );
}
