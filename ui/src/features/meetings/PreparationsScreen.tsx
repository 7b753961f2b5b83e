import { msg } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { SegmentedControl, Switch, Title } from "@mantine/core";
import { IconClipboardCheck } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { FilterPill } from "@/components/list";
import { PreparationBadge, useMeetingHours } from "@/components/meetings";
import { MemberAvatar } from "@/components/people";
import { TextSkeleton } from "@/components/Skeletons";
import type { PreparationDue } from "@/ipc/bindings/PreparationDue";
import { useCommand } from "@/shared/data";
import { addDays, capitalised, today, useFormat } from "@/shared/format";
import { useShortcuts } from "@/shared/shortcuts";
import { useMembers } from "@/shared/status";

import classes from "./Meetings.module.css";
import { MissingList } from "./preparation/MissingList";
import { daysAhead, type PreparationsSearch } from "./search";

/** What to prepare, the next meeting first: the work list of assistants. */
export function PreparationsScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as PreparationsSearch;
  const members = useMembers();
  const [active, setActive] = useState(0);
  const days = search.days ?? daysAhead[0];
  const { owner, all = false } = search;
  const answer = useCommand("list_preparations_due", { until: addDays(today(), days), approved_too: all, ...(owner ? { owner } : {}) }, { keepPrevious: true });
  const due = answer.data ?? [];
  const change = (changes: { [Key in keyof PreparationsSearch]?: PreparationsSearch[Key] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined));
    setActive(0);
    void navigate({ to: "/preparations", search: next as never, replace: true });
  };
  const open = (one: PreparationDue | undefined) => one && void navigate({ to: "/meetings/$meeting", params: { meeting: one.meeting.id }, search: { tab: "preparation" } });
  const move = (to: number) => setActive(Math.max(0, Math.min(due.length - 1, to)));
  useShortcuts(msg`Preparations`, [
    { keys: ["j", "ArrowDown"], label: msg`Next one`, run: () => move(active + 1), keysOnly: true },
    { keys: ["k", "ArrowUp"], label: msg`Previous one`, run: () => move(active - 1), keysOnly: true },
    { keys: "Enter", label: msg`Open the preparation`, run: () => open(due[active]), keysOnly: true },
  ]);
  const working = [...members.values()].filter(({ active: works }) => works);
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <Title order={1}>{t`Preparations`}</Title>
        {due.length > 0 && (
          <output className={classes.count}>
            <Plural value={due.length} one="# meeting" other="# meetings" />
          </output>
        )}
      </header>
      <div className={`${classes.toolbar} pk-no-print`} role="toolbar" aria-label={t`Which preparations`}>
        <SegmentedControl
          size="xs"
          aria-label={t`How far ahead`}
          data={daysAhead.map((one) => ({ value: String(one), label: one === 7 ? t`A week` : one === 14 ? t`Two weeks` : t`A month` }))}
          value={String(days)}
          onChange={(value) => change({ days: value === "7" ? undefined : Number(value) })}
        />
        <FilterPill label={t`Whose meeting`} options={working.map(({ id, name }) => ({ value: id, label: name }))} value={owner ? [owner] : []} onChange={([one]) => change({ owner: one })} single />
        <Switch size="xs" label={t`Approved ones, too`} checked={all} onChange={(event) => change({ all: event.currentTarget.checked || undefined })} />
      </div>
      <div className={classes.stage} data-stale={answer.isPlaceholderData || undefined}>
        {answer.error ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} />
        ) : !answer.data ? (
          <TextSkeleton lines={8} />
        ) : due.length === 0 ? (
          <EmptyState icon={IconClipboardCheck} title={t`Nothing to prepare`}>
            <Trans>Every meeting of these days is prepared, or there are none.</Trans>
          </EmptyState>
        ) : (
          <ol className={classes.due} aria-label={t`Preparations`}>
            {due.map((one, index) => (
              <DueRow key={one.meeting.id} due={one} active={index === active} sameDay={due[index - 1]?.meeting.day === one.meeting.day} onActive={() => setActive(index)} />
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

interface DueRowProps {
  due: PreparationDue;
  active: boolean;
  /** The day stands above already. */
  sameDay: boolean;
  onActive: () => void;
}

function DueRow({ due, active, sameDay, onActive }: DueRowProps) {
  const format = useFormat();
  const hours = useMeetingHours();
  const { meeting, days_left: left } = due;
  // That nobody has begun its state says.
  const missing = due.missing.filter(({ kind }) => kind !== "not_begun");
  return (
    <li className={classes.dueRow} data-active={active || undefined} aria-current={active || undefined}>
      <div className={classes.dueDay} data-near={left <= 1 || undefined}>
        {!sameDay && (
          <>
            <time dateTime={meeting.day} title={format.longDate(meeting.day)}>
              {format.weekdayAndDay(meeting.day)}
            </time>
            <span>{capitalised(format.relativeDays(meeting.day))}</span>
          </>
        )}
      </div>
      <div className={classes.dueWhat}>
        <div>
          <Link to="/meetings/$meeting" params={{ meeting: meeting.id }} search={{ tab: "preparation" }} className={classes.dueName} onFocus={onActive}>
            {meeting.customer_name}
          </Link>{" "}
          <span className={classes.agendaAbout}>
            {hours(meeting)} · {meeting.purpose}
          </span>
        </div>
        {missing.length > 0 && <MissingList missing={missing} />}
      </div>
      <span className={classes.dueState}>
        <PreparationBadge state={meeting.preparation} />
      </span>
      <MemberAvatar member={meeting.owner} withName="short" size={18} />
    </li>
  );
}
