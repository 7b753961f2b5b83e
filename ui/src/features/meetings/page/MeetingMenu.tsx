import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { IconCalendarX, IconDots, IconRepeat, IconTrash } from "@tabler/icons-react";

import { GuardedItem } from "@/components/guarded";
import type { CalledOffBy } from "@/ipc/bindings/CalledOffBy";
import type { Meeting } from "@/ipc/bindings/Meeting";
import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { openMeeting } from "@/shared/meetings";
import { usePermissions } from "@/shared/permissions";
import { useStatus } from "@/shared/status";

interface MeetingMenuProps {
  record: Meeting;
  onCancel: (by: CalledOffBy) => void;
  onDeleted: () => void;
}

/** What is done to a meeting more rarely: call it off, change its series, delete it. */
export function MeetingMenu({ record, onCancel, onDeleted }: MeetingMenuProps) {
  const { t } = useLingui();
  const { denied } = usePermissions();
  const me = useStatus()?.me;
  const { meeting, series } = record;
  const remove = useChange("delete_meeting", {
    onDone: ({ transaction }) => {
      showChange({ message: t`Meeting deleted`, transaction });
      onDeleted();
    },
  });
  const end = useChange("delete_series", {
    onDone: ({ transaction }) => {
      showChange({ message: t`Series ended; meetings that were held stay`, transaction });
      onDeleted();
    },
  });
  const whose = meeting.owner === me ? "own" : "other";
  const planned = meeting.state === "planned";
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon size="input-sm" variant="default" aria-label={t`More`}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {planned && (
          <>
            <Menu.Item leftSection={<IconCalendarX size={16} stroke={1.5} />} onClick={() => onCancel("customer")}>
              <Trans>The customer cancelled…</Trans>
            </Menu.Item>
            <Menu.Item leftSection={<IconCalendarX size={16} stroke={1.5} />} onClick={() => onCancel("us")}>
              <Trans>We cancel…</Trans>
            </Menu.Item>
          </>
        )}
        {series && (
          <>
            {planned && <Menu.Divider />}
            <Menu.Item leftSection={<IconRepeat size={16} stroke={1.5} />} onClick={() => openMeeting({ kind: "series", series })}>
              <Trans>Change the whole series</Trans>
            </Menu.Item>
            {meeting.series_day !== null && meeting.series_day !== series.rule.from && (
              <Menu.Item leftSection={<IconRepeat size={16} stroke={1.5} />} onClick={() => openMeeting({ kind: "series", series, from: meeting.series_day ?? meeting.day })}>
                <Trans>Change this and the following</Trans>
              </Menu.Item>
            )}
            <GuardedItem leftSection={<IconTrash size={16} stroke={1.5} />} denial={denied("meeting_series", "delete", whose)} onClick={() => end.mutate({ id: series.id })}>
              <Trans>End the series</Trans>
            </GuardedItem>
          </>
        )}
        {(planned || series) && <Menu.Divider />}
        <GuardedItem leftSection={<IconTrash size={16} stroke={1.5} />} color="red" denial={denied("meeting", "delete", whose)} onClick={() => remove.mutate({ id: meeting.id })}>
          <Trans>Delete the meeting</Trans>
        </GuardedItem>
      </Menu.Dropdown>
    </Menu>
  );
}
