import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, SegmentedControl, Title, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { FilterPill } from "@/components/list";
import { BlockSkeleton } from "@/components/Skeletons";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { useCommand } from "@/shared/data";
import { addDays, capitalised, type LocalDate, today as todayDate, useFormat } from "@/shared/format";
import { openMeeting } from "@/shared/meetings";
import { usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";
import { useMembers, useStatus } from "@/shared/status";

import { AgendaList } from "./AgendaList";
import { type CalendarView, inOrder, neighbour, spanOf, turned } from "./calendar";
import { MoveDrawer } from "./drawer/MoveDrawer";
import classes from "./Meetings.module.css";
import { MonthGrid } from "./MonthGrid";
import type { MeetingsSearch } from "./search";
import { WeekGrid } from "./WeekGrid";

const team = "team";

/** The calendar: a week, a month or a list of meetings, one's own or everybody's. */
export function MeetingsScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as MeetingsSearch;
  const status = useStatus();
  const me = status?.me ?? null;
  const members = useMembers();
  const { may } = usePermissions();
  const today = todayDate();
  const view: CalendarView = search.view ?? "week";
  const day = search.day ?? today;
  const { whose } = search;
  const [active, setActive] = useState<string | null>(null);
  const [moving, setMoving] = useState<{ meeting: MeetingRow | null; opened: boolean }>({ meeting: null, opened: false });

  const span = spanOf(view, day);
  const member = whose === undefined ? me : whose === team ? null : whose;
  const answer = useCommand("list_meetings", { from: span.from, until: span.to, states: [], ...(member === null ? {} : { member }) }, { enabled: status !== undefined, keepPrevious: true });
  const meetings = inOrder(answer.data ?? []);
  const chosen = meetings.find(({ id }) => id === active);

  const change = (changes: { [Key in keyof MeetingsSearch]?: MeetingsSearch[Key] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined));
    void navigate({ to: "/meetings", search: next as never, replace: true });
  };
  const goTo = (to: LocalDate) => {
    setActive(null);
    change({ day: to === today ? undefined : to });
  };
  const show = (to: CalendarView, on: LocalDate = day) => change({ view: to === "week" ? undefined : to, day: on === today ? undefined : on });
  const open = ({ id }: MeetingRow) => void navigate({ to: "/meetings/$meeting", params: { meeting: id } });
  const step = (by: -1 | 1) => {
    const next = neighbour(meetings, active, day, by);
    if (!next) return;
    setActive(next.id);
    if (view !== "list") change({ day: next.day === today ? undefined : next.day });
  };
  const enter = () => {
    const first = chosen ?? meetings.find((meeting) => meeting.day === day);
    if (first) open(first);
    else if (view === "month") show("week");
  };
  const mayMake = may("meeting", "make");
  const make = (on: LocalDate = day, begins?: number) => openMeeting({ kind: "new", day: on, ...(begins === undefined ? {} : { begins }) });
  const move = (meeting: MeetingRow) => setMoving({ meeting, opened: true });

  useShortcuts(msg`Meetings`, [
    { keys: "1", label: msg`Week`, run: () => show("week"), keysOnly: true },
    { keys: "2", label: msg`Month`, run: () => show("month"), keysOnly: true },
    { keys: "3", label: msg`List`, run: () => show("list"), keysOnly: true },
    { keys: "ArrowLeft", label: msg`The day before`, run: () => goTo(addDays(day, -1)), keysOnly: true },
    { keys: "ArrowRight", label: msg`The day after`, run: () => goTo(addDays(day, 1)), keysOnly: true },
    { keys: view === "month" ? ["k"] : ["k", "ArrowUp"], label: msg`Previous meeting`, run: () => step(-1), keysOnly: true },
    { keys: view === "month" ? ["j"] : ["j", "ArrowDown"], label: msg`Next meeting`, run: () => step(1), keysOnly: true },
    ...(view === "month"
      ? [
          { keys: "ArrowUp", label: msg`The week before`, run: () => goTo(addDays(day, -7)), keysOnly: true },
          { keys: "ArrowDown", label: msg`The week after`, run: () => goTo(addDays(day, 7)), keysOnly: true },
        ]
      : []),
    { keys: "PageUp", label: msg`Earlier`, run: () => goTo(turned(view, day, -1)), keysOnly: true },
    { keys: "PageDown", label: msg`Later`, run: () => goTo(turned(view, day, 1)), keysOnly: true },
    { keys: "t", label: msg`To today`, run: () => goTo(today), keysOnly: true },
    { keys: "Enter", label: msg`Open the meeting`, run: enter, keysOnly: true },
    ...(mayMake ? [{ keys: "n", label: msg`New meeting`, run: () => make() }] : []),
    ...(chosen && may("meeting", "day") ? [{ keys: "m", label: msg`Move the meeting`, run: () => move(chosen) }] : []),
  ]);

  const colleagues = [...members.values()].filter(({ id, active: works }) => works && id !== me);
  const title = view === "month" ? capitalised(format.monthOfYear(day)) : `${format.shortDate(span.from)} – ${format.date(span.to)}`;
  const shared = { meetings, day, today, active, onOpen: open, onActive: (meeting: MeetingRow) => setActive(meeting.id) };
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <Title order={1}>{t`Meetings`}</Title>
        <span className={classes.spring} />
        {mayMake && (
          <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => make()}>
            <Trans>New meeting</Trans>
          </Button>
        )}
      </header>
      <div className={`${classes.toolbar} pk-no-print`} role="toolbar" aria-label={t`Which meetings`}>
        <SegmentedControl
          size="xs"
          aria-label={t`How to look at them`}
          data={[
            { value: "week", label: t`Week` },
            { value: "month", label: t`Month` },
            { value: "list", label: t`List` },
          ]}
          value={view}
          onChange={(to) => show(to as CalendarView)}
        />
        <div className={classes.turn}>
          <Tooltip label={t`Earlier`}>
            <ActionIcon onClick={() => goTo(turned(view, day, -1))} aria-label={t`Earlier`}>
              <IconChevronLeft size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          <Button size="compact-sm" variant="default" onClick={() => goTo(today)}>
            <Trans>Today</Trans>
          </Button>
          <Tooltip label={t`Later`}>
            <ActionIcon onClick={() => goTo(turned(view, day, 1))} aria-label={t`Later`}>
              <IconChevronRight size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </div>
        <output className={classes.span}>{title}</output>
        <span className={classes.spring} />
        <SegmentedControl
          size="xs"
          aria-label={t`Whose meetings`}
          data={[
            { value: "mine", label: t`Mine` },
            { value: team, label: t`Whole team` },
          ]}
          value={whose === undefined ? "mine" : whose === team ? team : ""}
          onChange={(value) => change({ whose: value === team ? team : undefined })}
        />
        {colleagues.length > 0 && (
          <FilterPill
            label={t`Colleague`}
            options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
            value={whose === undefined || whose === team ? [] : [whose]}
            onChange={([one]) => change({ whose: one })}
            single
          />
        )}
      </div>
      <div className={classes.stage} data-stale={answer.isPlaceholderData || undefined}>
        {answer.error ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} />
        ) : !answer.data ? (
          <BlockSkeleton height={420} />
        ) : view === "week" ? (
          <WeekGrid {...shared} span={span} onDay={goTo} onMake={mayMake ? make : undefined} />
        ) : view === "month" ? (
          <MonthGrid {...shared} span={span} onDay={goTo} onWeek={(on) => show("week", on)} />
        ) : (
          <AgendaList {...shared} onMake={mayMake ? () => make() : undefined} />
        )}
      </div>
      <MoveDrawer meeting={moving.meeting} opened={moving.opened} onClose={() => setMoving((now) => ({ ...now, opened: false }))} />
    </div>
  );
}
