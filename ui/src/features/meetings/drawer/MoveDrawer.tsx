import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { SegmentedControl, Text } from "@mantine/core";

import { DateField, FormDrawer, FormRow, TimeField, useRecordForm } from "@/components/form";
import { useMeetingTime } from "@/components/meetings";
import type { CalledOffBy } from "@/ipc/bindings/CalledOffBy";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { showChange } from "@/shared/changes";

import { DurationField } from "./DurationField";

interface MoveDrawerProps {
  meeting: MeetingRow | null;
  opened: boolean;
  onClose: () => void;
}

/** Another time for a meeting, and who wanted it: the customer's moves are counted. */
export function MoveDrawer(props: MoveDrawerProps) {
  // Another opening is another form.
  return props.meeting && <MoveForm key={`${props.opened} ${props.meeting.id}`} {...props} meeting={props.meeting} />;
}

function MoveForm({ meeting, opened, onClose }: MoveDrawerProps & { meeting: MeetingRow }) {
  const { t } = useLingui();
  const when = useMeetingTime()(meeting);
  const record = useRecordForm({
    command: "move_meeting",
    initialValues: { day: meeting.day as string | null, begins: meeting.begins, duration: meeting.duration, by: "us" as CalledOffBy },
    check: ({ day }) => (day === null ? { day: msg`Choose a day` } : {}),
    toRequest: ({ day, begins, duration, by }) => ({ meeting: meeting.id, day: day ?? meeting.day, begins, duration: begins === null ? null : (duration ?? 60), by }),
    onSaved: ({ transaction }) => {
      showChange({ message: t`Meeting moved`, transaction });
      onClose();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title={t`Move the meeting`} submitLabel={t({ message: "Move", context: "a meeting" })} opened={opened} onClose={onClose} record={record}>
      <Text size="sm" c="dimmed">
        {meeting.customer_name} · {meeting.purpose}
        <br />
        <Trans>Now {when}</Trans>
      </Text>
      <FormRow>
        <DateField label={t`Day`} data-autofocus {...form.getInputProps("day")} />
        <TimeField label={t({ message: "Begins", context: "a meeting" })} value={form.values.begins} onChange={(begins) => form.setFieldValue("begins", begins)} error={form.errors["begins"]} />
        <DurationField value={form.values.duration} disabled={form.values.begins === null} onChange={(duration) => form.setFieldValue("duration", duration)} error={form.errors["duration"]} />
      </FormRow>
      <WhoWanted {...form.getInputProps("by")} />
    </FormDrawer>
  );
}

/** Who wanted a change of what was arranged. */
export function WhoWanted({ value, onChange }: { value?: CalledOffBy; onChange?: (by: CalledOffBy) => void }) {
  const { t } = useLingui();
  return (
    <SegmentedControl
      aria-label={t`Whose wish`}
      data={[
        { value: "us", label: t`Our wish` },
        { value: "customer", label: t`The customer’s wish` },
      ]}
      value={value ?? "us"}
      onChange={(by) => onChange?.(by as CalledOffBy)}
    />
  );
}
