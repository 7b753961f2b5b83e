import { Plural, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";

import { type LocalDate, useFormat } from "@/shared/format";

import { byDay, daysOf, type Span } from "./calendar";
import { MeetingTile } from "./MeetingTile";
import classes from "./Meetings.module.css";
import type { CalendarProps } from "./WeekGrid";

interface MonthGridProps extends CalendarProps {
  span: Span;
  onDay: (day: LocalDate) => void;
  /** Shows the week of a day, where all of its meetings have room. */
  onWeek: (day: LocalDate) => void;
}

/** Meetings that a day shows. */
const most = 3;

/** A month in whole weeks. */
export function MonthGrid({ meetings, day, today, active, onOpen, onActive, span, onDay, onWeek }: MonthGridProps) {
  const { t } = useLingui();
  const format = useFormat();
  const days = daysOf(span);
  const found = byDay(meetings);
  return (
    <div className={classes.month} role="group" aria-label={t`Month`}>
      <div className={classes.monthHead} aria-hidden>
        {days.slice(0, 7).map((one) => (
          <span key={one}>{format.weekdayName(one)}</span>
        ))}
      </div>
      <div className={classes.monthDays}>
        {days.map((one) => {
          const all = found.get(one) ?? [];
          const shown = all.length > most ? all.slice(0, most - 1) : all;
          const more = all.length - shown.length;
          return (
            <div key={one} className={classes.cell} data-outside={one.slice(0, 7) !== day.slice(0, 7) || undefined} data-today={one === today || undefined} data-active={one === day || undefined}>
              <button type="button" className={classes.cellDay} onClick={() => (one === day ? onWeek(one) : onDay(one))} aria-label={format.longDate(one)} aria-pressed={one === day}>
                {Number(one.slice(8))}
              </button>
              {shown.map((meeting) => (
                <MeetingTile key={meeting.id} meeting={meeting} active={meeting.id === active} compact onOpen={onOpen} onActive={onActive} />
              ))}
              {more > 0 && (
                <Button variant="subtle" color="gray" size="compact-xs" justify="flex-start" px={4} onClick={() => onWeek(one)}>
                  <Plural value={more} one="# more" other="# more" />
                </Button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
