import { Plural, Trans } from "@lingui/react/macro";
import { Button, Group, List, Text } from "@mantine/core";

import type { PersonErased } from "@/ipc/bindings/PersonErased";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";

/** What an erasure did here, who has not heard of it yet, and where something may remain. */
export function ErasureReport({ erased, onClose }: { erased: PersonErased; onClose: () => void }) {
  const format = useFormat();
  // Asked for again while it is open: the machines hear of it meanwhile.
  const remains = useCommand("erasure_remains", {}).data ?? erased.remains;
  const { records, changes, operations } = erased;
  const machines = remains.machines.join(", ");
  const days = remains.backups.map(({ at }) => format.dateTime(at)).join(", ");
  return (
    <>
      <Text size="sm" fw={500}>
        <Trans>Done</Trans>
      </Text>
      <List size="sm" spacing={4} mb="md">
        <List.Item>
          <Plural value={records + changes} one="# record or entry of the history was erased on this machine." other="# records and entries of the history were erased on this machine." />
        </List.Item>
        {remains.shared && (
          <List.Item>
            <Plural value={operations} one="# change was taken out of the sealed files." other="# changes were taken out of the sealed files." />
          </List.Item>
        )}
      </List>
      {remains.shared && (remains.machines.length > 0 || remains.files > 0) && (
        <>
          <Text size="sm" fw={500}>
            <Trans>Under way</Trans>
          </Text>
          <List size="sm" spacing={4} mb="md">
            {remains.machines.length > 0 && (
              <List.Item>
                <Trans>Have not said yet that they know of it: {machines}</Trans>
              </List.Item>
            )}
            {remains.files > 0 && (
              <List.Item>
                <Plural
                  value={remains.files}
                  one="# file in the shared folder still has something. The machine that wrote it removes it, after two weeks an owner's."
                  other="# files in the shared folder still have something. The machines that wrote them remove them, after two weeks an owner's."
                />
              </List.Item>
            )}
          </List>
        </>
      )}
      <Text size="sm" fw={500}>
        <Trans>May remain</Trans>
      </Text>
      <List size="sm" spacing={4} mb="md">
        {remains.backups.length > 0 && (
          <List.Item>
            <Trans>In the backups of this machine, until newer ones take their place: {days}</Trans>
          </List.Item>
        )}
        {remains.shared && (
          <List.Item>
            <Trans>In the backups of the other machines, and in what the folder's service keeps of removed files</Trans>
          </List.Item>
        )}
        <List.Item>
          <Trans>In the text of notes, and in files that were exported, printed or imported</Trans>
        </List.Item>
      </List>
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          <Trans>Close</Trans>
        </Button>
      </Group>
    </>
  );
}
