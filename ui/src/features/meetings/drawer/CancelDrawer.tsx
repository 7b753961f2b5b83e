import { useLingui } from "@lingui/react/macro";
import { Text, Textarea } from "@mantine/core";

import { FormDrawer, useRecordForm } from "@/components/form";
import { useMeetingTime } from "@/components/meetings";
import type { CalledOffBy } from "@/ipc/bindings/CalledOffBy";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { showChange } from "@/shared/changes";

import { WhoWanted } from "./MoveDrawer";

interface CancelDrawerProps {
  meeting: MeetingRow | null;
  by: CalledOffBy;
  opened: boolean;
  onClose: () => void;
}

/** Calls a meeting off: by whom, and why. */
export function CancelDrawer(props: CancelDrawerProps) {
  return props.meeting && <CancelForm key={`${props.opened} ${props.meeting.id} ${props.by}`} {...props} meeting={props.meeting} />;
}

function CancelForm({ meeting, by, opened, onClose }: CancelDrawerProps & { meeting: MeetingRow }) {
  const { t } = useLingui();
  const when = useMeetingTime()(meeting);
  const record = useRecordForm({
    command: "cancel_meeting",
    initialValues: { by, reason: "" },
    toRequest: ({ by: who, reason }) => ({ meeting: meeting.id, by: who, reason: reason.trim() === "" ? null : reason.trim() }),
    onSaved: ({ transaction }) => {
      showChange({ message: t`Meeting cancelled`, transaction });
      onClose();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title={t`Cancel the meeting`} submitLabel={t`Cancel the meeting`} cancelLabel={t`Back`} opened={opened} onClose={onClose} record={record}>
      <Text size="sm" c="dimmed">
        {meeting.customer_name} · {meeting.purpose}
        <br />
        {when}
      </Text>
      <WhoWanted {...form.getInputProps("by")} />
      <Textarea label={t`Why`} data-autofocus autosize minRows={2} maxRows={8} {...form.getInputProps("reason")} />
    </FormDrawer>
  );
}
