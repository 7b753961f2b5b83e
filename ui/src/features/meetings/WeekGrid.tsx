import { useLingui } from "@lingui/react/macro";
import { type MouseEvent, useEffect, useRef, useState } from "react";

import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { weekday } from "@/shared/days";
import { type LocalDate, useFormat } from "@/shared/format";

import { byDay, daysOf, hoursOf, placed, type Span } from "./calendar";
import { MeetingTile } from "./MeetingTile";
import classes from "./Meetings.module.css";

export interface CalendarProps {
  meetings: readonly MeetingRow[];
  /** The day with the cursor. */
  day: LocalDate;
  today: LocalDate;
  /** The meeting with the cursor. */
  active: string | null;
  onOpen: (meeting: MeetingRow) => void;
  onActive: (meeting: MeetingRow) => void;
}

interface WeekGridProps extends CalendarProps {
  span: Span;
  onDay: (day: LocalDate) => void;
  /** A double click on an empty place makes a meeting there. */
  onMake: ((day: LocalDate, begins: number) => void) | undefined;
}

/** Height of an hour, pixels. */
const hourHeight = 48;
/** Minutes from which on a meeting has room for more than one line. */
const readable = 45;
/** Minutes that a place on the grid is rounded to. */
const raster = 30;

/** A week as a grid of hours. */
export function WeekGrid({ meetings, day, today, active, onOpen, onActive, span, onDay, onMake }: WeekGridProps) {
  const { t } = useLingui();
  const format = useFormat();
  const days = daysOf(span);
  const found = byDay(meetings);
  const hours = hoursOf(meetings);
  const count = hours.last - hours.first;
  const wholeDay = meetings.some(({ begins }) => begins === null);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active !== null) grid.current?.querySelector(`[data-meeting="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const make = (event: MouseEvent<HTMLElement>, on: LocalDate) => {
    if (event.target !== event.currentTarget) return;
    const minutes = hours.first * 60 + (event.nativeEvent.offsetY / hourHeight) * 60;
    onMake?.(on, Math.floor(minutes / raster) * raster);
  };
  return (
    <div className={classes.week} ref={grid} role="group" aria-label={t`Week`}>
      <div className={classes.weekHead}>
        <span />
        {days.map((one) => (
          <button key={one} type="button" className={classes.dayHead} data-today={one === today || undefined} data-active={one === day || undefined} onClick={() => onDay(one)} title={format.longDate(one)} aria-pressed={one === day}>
            <span className={classes.dayName}>{format.weekdayName(one)}</span>
            <span className={classes.dayNumber}>{Number(one.slice(8))}</span>
          </button>
        ))}
      </div>
      {wholeDay && (
        <div className={classes.wholeDays}>
          <span className={classes.hour}>{t`all day`}</span>
          {days.map((one) => (
            <div key={one} className={classes.wholeDay}>
              {(found.get(one) ?? [])
                .filter(({ begins }) => begins === null)
                .map((meeting) => (
                  <MeetingTile key={meeting.id} meeting={meeting} active={meeting.id === active} compact onOpen={onOpen} onActive={onActive} />
                ))}
            </div>
          ))}
        </div>
      )}
      <div className={classes.hours} style={{ height: count * hourHeight }}>
        <div className={classes.hourNames} aria-hidden>
          {Array.from({ length: count }, (_, index) => (
            <span key={index} className={classes.hour} style={{ top: index * hourHeight }}>
              {index === 0 ? "" : format.minuteOfDay((hours.first + index) * 60)}
            </span>
          ))}
        </div>
        {days.map((one) => (
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- the keyboard makes a meeting with n
          <div
            key={one}
            className={classes.column}
            data-active={one === day || undefined}
            data-weekend={weekday(one) > 5 || undefined}
            style={{ backgroundSize: `100% ${hourHeight}px` }}
            onClick={(event) => event.target === event.currentTarget && onDay(one)}
            onDoubleClick={(event) => make(event, one)}
          >
            {one === today && <Now first={hours.first} last={hours.last} />}
            {placed(found.get(one) ?? []).map(({ meeting, begins, ends, lane, lanes }) => (
              <MeetingTile
                key={meeting.id}
                meeting={meeting}
                active={meeting.id === active}
                compact={ends - begins < readable}
                onOpen={onOpen}
                onActive={onActive}
                style={{
                  top: (begins / 60 - hours.first) * hourHeight,
                  height: ((Math.min(ends, hours.last * 60) - begins) / 60) * hourHeight - 2,
                  left: `${(lane / lanes) * 100}%`,
                  width: `calc(${100 / lanes}% - 3px)`,
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

const minute = 60_000;

/** A line where the day has come to. */
function Now({ first, last }: { first: number; last: number }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), minute);
    return () => clearInterval(timer);
  }, []);
  const hour = now.getHours() + now.getMinutes() / 60;
  return hour < first || hour > last ? null : <span className={classes.now} style={{ top: (hour - first) * hourHeight }} aria-hidden />;
}
