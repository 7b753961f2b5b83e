import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { today, useFormat } from "@/shared/format";
import { useStatus } from "@/shared/status";

import { MemberAvatar } from "../people";
import classes from "./Meetings.module.css";
import { MeetingStateBadge } from "./states";
import { useMeetingHours } from "./useMeetingTime";

interface MeetingLineProps {
  meeting: MeetingRow;
  /** Where the day is plain from the context only the hours stand. */
  withDay?: boolean;
  /** On the page of a customer every meeting is with them. */
  withCustomer?: boolean;
}

/** Meetings in a short list. */
export function MeetingLines({ meetings, ...look }: Omit<MeetingLineProps, "meeting"> & { meetings: readonly MeetingRow[] }) {
  return (
    <ul className={classes.lines}>
      {meetings.map((meeting) => (
        <MeetingLine key={meeting.id} meeting={meeting} {...look} />
      ))}
    </ul>
  );
}

/** A meeting in a short list: when, with whom, what for, how far it is. */
function MeetingLine({ meeting, withDay = false, withCustomer = false }: MeetingLineProps) {
  const { t } = useLingui();
  const format = useFormat();
  const hours = useMeetingHours()(meeting);
  const me = useStatus()?.me;
  const { id, day, begins, customer_name, purpose, owner, state } = meeting;
  const cancelled = state === "cancelled_by_customer" || state === "cancelled_by_us";
  const sameYear = day.slice(0, 4) === today().slice(0, 4);
  return (
    <li className={classes.line} data-cancelled={cancelled || undefined}>
      <time className={classes.when} data-day={withDay || undefined} dateTime={day} title={`${format.longDate(day)} ${hours}`}>
        {withDay ? (sameYear ? format.weekdayAndDay(day) : format.date(day)) : begins === null ? t`all day` : format.minuteOfDay(begins)}
      </time>
      <div className={classes.what}>
        <Link to="/meetings/$meeting" params={{ meeting: id } as never} className={classes.name}>
          {withCustomer ? customer_name : purpose}
        </Link>
        <div className={classes.about}>
          {withCustomer && <span className={classes.purpose}>{purpose}</span>}
          {withDay && begins !== null && <span>{hours}</span>}
          <MeetingStateBadge meeting={meeting} />
        </div>
      </div>
      {owner !== null && owner !== me && <MemberAvatar member={owner} size={18} />}
    </li>
  );
}
