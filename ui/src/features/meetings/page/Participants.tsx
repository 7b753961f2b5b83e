import { Trans, useLingui } from "@lingui/react/macro";
import { Menu, Text, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";

import { MemberAvatar } from "@/components/people";
import { Section } from "@/components/record";
import type { Attendance } from "@/ipc/bindings/Attendance";
import type { Attendee } from "@/ipc/bindings/Attendee";
import type { MeetingParticipant } from "@/ipc/bindings/MeetingParticipant";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { attendanceWords } from "@/shared/meetingWords";
import { usePermissions } from "@/shared/permissions";

import classes from "./MeetingPage.module.css";

/** Who a participant is, apart from what they are called. */
export function whoOf(participant: MeetingParticipant): Attendee {
  return participant.side === "person" ? { side: "person", person: participant.person } : { side: "member", member: participant.member };
}

/** One name for one participant. */
export function keyOf(participant: Attendee): string {
  return participant.side === "person" ? participant.person : participant.member;
}

/** Who comes, from both sides, and whether they said so. */
export function Participants({ meeting }: { meeting: MeetingRow }) {
  const { t } = useLingui();
  const theirs = meeting.participants.filter(({ side }) => side === "person");
  const ours = meeting.participants.filter(({ side }) => side === "member");
  return (
    <Section title={t`Who comes`}>
      <Side title={t`From the customer`} participants={theirs} meeting={meeting.id} nobody={t`Nobody is invited yet.`} />
      <Side title={t`From us`} participants={ours} meeting={meeting.id} nobody={t`Nobody yet.`} />
    </Section>
  );
}

function Side({ title, participants, meeting, nobody }: { title: string; participants: readonly MeetingParticipant[]; meeting: string; nobody: string }) {
  return (
    <>
      <div className={classes.side}>{title}</div>
      {participants.length === 0 ? (
        <Text size="sm" c="dimmed" pb={6}>
          {nobody}
        </Text>
      ) : (
        <ul className={classes.people} aria-label={title}>
          {participants.map((participant) => (
            <li key={keyOf(participant)} className={classes.person}>
              <ParticipantName participant={participant} />
              <AttendanceMenu meeting={meeting} participant={participant} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A participant by name; who has been deleted since is still one who was there. */
export function ParticipantName({ participant }: { participant: MeetingParticipant }) {
  const { name, deleted } = participant;
  if (participant.side === "member") return <MemberAvatar member={participant.member} withName />;
  return (
    <span className={classes.name} data-deleted={deleted || undefined}>
      {name ?? <Trans>(erased)</Trans>}
      {deleted && name !== null && (
        <>
          {" "}
          <Trans>(deleted)</Trans>
        </>
      )}
    </span>
  );
}

function AttendanceMenu({ meeting, participant }: { meeting: string; participant: MeetingParticipant }) {
  const { t, i18n } = useLingui();
  const { may } = usePermissions();
  const mark = useChange("mark_participants", { onDone: ({ transaction }) => showChange({ message: t`Participation noted`, transaction }) });
  const { attendance, name } = participant;
  const words = i18n._(attendanceWords[attendance]);
  if (!may("meeting_participant", "attendance")) return <span className={classes.attendance}>{words}</span>;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.attendance} data-attendance={attendance} aria-label={`${name ?? ""}: ${words}`}>
          {words}
          <IconChevronDown size={12} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(attendanceWords) as Attendance[]).map((one) => (
          <Menu.Item
            key={one}
            rightSection={one === attendance ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => mark.mutate({ meeting, marks: [{ ...whoOf(participant), attendance: one }] })}
          >
            {i18n._(attendanceWords[one])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
