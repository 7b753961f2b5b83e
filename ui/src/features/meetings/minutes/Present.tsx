import { Trans, useLingui } from "@lingui/react/macro";
import { Chip, Text } from "@mantine/core";

import { Section } from "@/components/record";
import type { MeetingParticipant } from "@/ipc/bindings/MeetingParticipant";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { showChange } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { openMeeting } from "@/shared/meetings";
import { useMembers } from "@/shared/status";

import { keyOf, whoOf } from "../page/Participants";
import classes from "./Minutes.module.css";
import { Problem } from "./Problem";

interface PresentProps {
  meeting: MeetingRow;
  readOnly: boolean;
  problem: string | null;
}

/** Who was there, from both sides: one press each. */
export function Present({ meeting, readOnly, problem }: PresentProps) {
  const { t } = useLingui();
  const members = useMembers();
  const record = useCommand("get_meeting", { id: meeting.id }).data;
  const mark = useChange("mark_participants", { onDone: ({ transaction }) => showChange({ message: t`Participation noted`, transaction }) });
  const { participants } = meeting;
  const nameOf = (participant: MeetingParticipant) =>
    `${(participant.side === "member" ? members.get(participant.member)?.name : participant.name) ?? t`(erased)`}${participant.deleted && participant.name !== null ? ` ${t`(deleted)`}` : ""}`;
  if (readOnly) {
    const there = participants.filter(({ attendance }) => attendance === "present");
    return (
      <Section title={t`Who was there`}>
        <Text size="sm">{there.length === 0 ? <Trans>Not said.</Trans> : there.map(nameOf).join(", ")}</Text>
      </Section>
    );
  }
  return (
    <div data-part="present">
      <Section title={t`Who was there`}>
        {participants.length === 0 ? (
          <Text size="sm" c="dimmed">
            <Trans>Nobody is invited.</Trans>{" "}
            {record && (
              <button type="button" className={classes.link} onClick={() => openMeeting({ kind: "change", meeting: record })}>
                <Trans>Add who was there</Trans>
              </button>
            )}
          </Text>
        ) : (
          <div className={classes.present} role="group" aria-label={t`Who was there`}>
            {participants.map((participant) => (
              <Chip
                key={keyOf(participant)}
                size="xs"
                radius="sm"
                variant="outline"
                checked={participant.attendance === "present"}
                onChange={(there) => mark.mutate({ meeting: meeting.id, marks: [{ ...whoOf(participant), attendance: there ? "present" : "absent" }] })}
              >
                {nameOf(participant)}
              </Chip>
            ))}
          </div>
        )}
        <Problem>{problem}</Problem>
      </Section>
    </div>
  );
}
