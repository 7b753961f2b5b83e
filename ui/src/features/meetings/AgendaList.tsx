import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Title } from "@mantine/core";
import { IconCalendarEvent, IconPlus } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

import { EmptyState } from "@/components/EmptyState";
import { MeetingStateBadge, useMeetingHours } from "@/components/meetings";
import { MemberAvatar } from "@/components/people";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { capitalised, useFormat } from "@/shared/format";

import { byDay } from "./calendar";
import classes from "./Meetings.module.css";
import type { CalendarProps } from "./WeekGrid";

interface AgendaListProps extends CalendarProps {
  onMake: (() => void) | undefined;
}

/** Meetings one under another, by day: what the weeks ahead look like. */
export function AgendaList({ meetings, today, active, onOpen, onActive, onMake }: AgendaListProps) {
  const { t } = useLingui();
  const format = useFormat();
  if (meetings.length === 0) {
    return (
      <EmptyState
        icon={IconCalendarEvent}
        title={t`No meetings in these weeks`}
        actions={
          onMake && (
            <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={onMake}>
              <Trans>New meeting</Trans>
            </Button>
          )
        }
      >
        <Trans>A meeting has a preparation that fills itself with what is known, and minutes with what was promised.</Trans>
      </EmptyState>
    );
  }
  return (
    <div className={classes.agenda}>
      {[...byDay(meetings)].map(([day, list]) => (
        <section key={day} aria-label={format.longDate(day)} className={classes.agendaDay}>
          <Title order={2} className={classes.agendaTitle} data-today={day === today || undefined}>
            {capitalised(format.longDate(day))}
          </Title>
          {list.map((meeting) => (
            <AgendaRow key={meeting.id} meeting={meeting} active={meeting.id === active} onOpen={onOpen} onActive={onActive} />
          ))}
        </section>
      ))}
    </div>
  );
}

interface AgendaRowProps extends Pick<CalendarProps, "onOpen" | "onActive"> {
  meeting: MeetingRow;
  active: boolean;
}

function AgendaRow({ meeting, active, onOpen, onActive }: AgendaRowProps) {
  const hours = useMeetingHours()(meeting);
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const { customer_name, purpose, place, link, owner, state } = meeting;
  const cancelled = state === "cancelled_by_customer" || state === "cancelled_by_us";
  return (
    <button ref={row} type="button" className={classes.agendaRow} data-active={active || undefined} data-state={cancelled ? "cancelled" : state} onClick={() => onOpen(meeting)} onFocus={() => onActive(meeting)}>
      <span className={classes.agendaTime}>{hours}</span>
      <span className={classes.agendaName}>{customer_name}</span>
      <span className={classes.agendaAbout}>{[purpose, place ?? (link === null ? null : hostOf(link))].filter(Boolean).join(" · ")}</span>
      <MeetingStateBadge meeting={meeting} />
      <MemberAvatar member={owner} size={18} />
    </button>
  );
}

/** Of a link, where it leads: the rest is for machines. */
function hostOf(link: string): string {
  try {
    return new URL(link).host;
  } catch {
    return link;
  }
}
