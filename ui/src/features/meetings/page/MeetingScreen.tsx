import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Tabs } from "@mantine/core";
import { IconArrowsMove, IconCalendarEvent, IconPencil } from "@tabler/icons-react";
import { Link, useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { ConflictMark } from "@/components/conflicts";
import { EmptyState } from "@/components/EmptyState";
import { MinutesBadge, PreparationBadge, useMeetingTime } from "@/components/meetings";
import { MemberAvatar } from "@/components/people";
import { type Fact, RecordPage } from "@/components/record";
import type { CalledOffBy } from "@/ipc/bindings/CalledOffBy";
import { openAddress } from "@/ipc/open";
import { showChange, showProblem } from "@/shared/changes";
import { useContactLogSubject } from "@/shared/contactLog";
import { useChange, useCommand } from "@/shared/data";
import { today } from "@/shared/format";
import { openMeeting } from "@/shared/meetings";
import { meetingStateWords } from "@/shared/meetingWords";
import { usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";

import { CancelDrawer } from "../drawer/CancelDrawer";
import { MoveDrawer } from "../drawer/MoveDrawer";
import { MinutesTab } from "../minutes/MinutesTab";
import { PreparationTab } from "../preparation/PreparationTab";
import type { MeetingSearch, MeetingTab } from "../search";
import { MeetingMenu } from "./MeetingMenu";
import classes from "./MeetingPage.module.css";
import { MeetingSide } from "./MeetingSide";

/** One meeting: when and with whom, its preparation before, its minutes afterwards. */
export function MeetingScreen() {
  const { meeting } = useParams({ strict: false }) as { meeting: string };
  // Nothing of one meeting's page stays when another one's opens.
  return <MeetingPage key={meeting} id={meeting} />;
}

function MeetingPage({ id }: { id: string }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const router = useRouter();
  const { may } = usePermissions();
  const when = useMeetingTime();
  const answer = useCommand("get_meeting", { id });
  const record = answer.data;
  const meeting = record?.meeting;
  const { tab: chosen } = useSearch({ strict: false }) as MeetingSearch;
  const [moving, setMoving] = useState(false);
  const [cancelling, setCancelling] = useState<{ by: CalledOffBy; opened: boolean }>({ by: "us", opened: false });

  const over = meeting !== undefined && (meeting.state === "held" || meeting.minutes !== null || meeting.day < today());
  // As the page opened: minutes that arrive meanwhile take nothing from under one's hands.
  const [first, setFirst] = useState<MeetingTab | null>(null);
  if (meeting !== undefined && first === null) setFirst(over ? "minutes" : "preparation");
  const tab: MeetingTab = chosen ?? first ?? "preparation";
  const setTab = (to: MeetingTab) => void navigate({ to: "/meetings/$meeting", params: { meeting: id }, search: { tab: to }, replace: true });
  const back = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/meetings" }));
  const restore = useChange("restore_meeting", { onDone: ({ transaction }) => showChange({ message: t`Meeting planned again`, transaction }) });
  const mayChange = may("meeting", "day");
  const cancelled = meeting?.state === "cancelled_by_customer" || meeting?.state === "cancelled_by_us";
  const open = meeting !== undefined && !cancelled;
  const change = () => record && openMeeting({ kind: "change", meeting: record });

  useContactLogSubject(meeting && { id: meeting.customer, name: meeting.customer_name });
  useShortcuts(msg`Meeting`, [
    { keys: "Escape", label: msg`Back`, run: back, keysOnly: true },
    { keys: "1", label: msg`Preparation`, run: () => setTab("preparation"), keysOnly: true },
    { keys: "2", label: msg({ message: "Minutes", context: "of a meeting" }), run: () => setTab("minutes"), keysOnly: true },
    ...(open && mayChange
      ? [
          { keys: "e", label: msg`Change the meeting`, run: change },
          { keys: "m", label: msg`Move the meeting`, run: () => setMoving(true) },
        ]
      : []),
  ]);

  if (answer.error?.code === "not_found") {
    return (
      <EmptyState
        icon={IconCalendarEvent}
        title={t`There is no such meeting`}
        actions={
          <Button variant="default" onClick={() => void navigate({ to: "/meetings" })}>
            <Trans>All meetings</Trans>
          </Button>
        }
      >
        <Trans>It has been deleted, or the address is wrong. What was deleted comes back with undo.</Trans>
      </EmptyState>
    );
  }

  return (
    <RecordPage
      title={meeting?.purpose}
      badges={
        meeting && (
          <>
            <ConflictMark table="meeting" record={id} label={meeting.purpose} />
            {cancelled && <span className={classes.cancelled}>{i18n._(meetingStateWords[meeting.state])}</span>}
          </>
        )
      }
      subtitle={
        meeting && (
          <>
            <Anchor component={Link} to="/customers/$customer" params={{ customer: meeting.customer } as never} inherit>
              {meeting.customer_name}
            </Anchor>
            {cancelled && meeting.state_reason && <span>{meeting.state_reason}</span>}
          </>
        )
      }
      actions={
        record &&
        mayChange && (
          <>
            {cancelled ? (
              <Button variant="default" onClick={() => restore.mutate({ id })} loading={restore.isPending}>
                <Trans>Plan again</Trans>
              </Button>
            ) : (
              <>
                <Button variant="default" leftSection={<IconPencil size={16} stroke={1.5} />} onClick={change}>
                  <Trans>Change</Trans>
                </Button>
                <Button variant="default" leftSection={<IconArrowsMove size={16} stroke={1.5} />} onClick={() => setMoving(true)}>
                  <Trans context="a meeting">Move</Trans>
                </Button>
              </>
            )}
            <MeetingMenu record={record} onCancel={(by) => setCancelling({ by, opened: true })} onDeleted={back} />
          </>
        )
      }
      {...(meeting
        ? {
            facts: [
              { label: t`When`, value: <time dateTime={meeting.day}>{when(meeting)}</time> },
              ...(meeting.place !== null || meeting.link !== null ? [{ label: t`Where`, value: <Where place={meeting.place} link={meeting.link} /> }] : []),
              { label: t`Whose meeting`, value: <MemberAvatar member={meeting.owner} withName /> },
              { label: t`Preparation`, value: <PreparationBadge state={meeting.preparation} /> },
              { label: t({ message: "Minutes", context: "of a meeting" }), value: <MinutesBadge state={meeting.minutes} /> },
            ] satisfies Fact[],
          }
        : {})}
      onBack={back}
      error={answer.error}
      onRetry={() => void answer.refetch()}
      side={record ? <MeetingSide record={record} tab={tab} /> : <></>}
    >
      {meeting && (
        <>
          <Tabs value={tab} onChange={(to) => to && setTab(to as MeetingTab)} keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab value="preparation">
                <Trans>Preparation</Trans>
              </Tabs.Tab>
              <Tabs.Tab value="minutes">
                <Trans context="of a meeting">Minutes</Trans>
              </Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="preparation">
              <PreparationTab meeting={id} />
            </Tabs.Panel>
            <Tabs.Panel value="minutes">
              <MinutesTab meeting={id} />
            </Tabs.Panel>
          </Tabs>
          <MoveDrawer meeting={meeting} opened={moving} onClose={() => setMoving(false)} />
          <CancelDrawer meeting={meeting} by={cancelling.by} opened={cancelling.opened} onClose={() => setCancelling((now) => ({ ...now, opened: false }))} />
        </>
      )}
    </RecordPage>
  );
}

function Where({ place, link }: { place: string | null; link: string | null }) {
  return (
    <span className={classes.where}>
      {place}
      {link !== null && (
        <Anchor component="button" type="button" inherit onClick={() => void openAddress(link).catch(showProblem)} title={link}>
          <Trans>Join online</Trans>
        </Anchor>
      )}
    </span>
  );
}
