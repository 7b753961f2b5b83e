import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Popover, Stack, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowsSplit2 } from "@tabler/icons-react";

import { ShortcutLayer } from "@/shared/shortcuts";
import { useMayChange } from "@/shared/status";
import { useConflicts } from "@/shared/sync";

import { Author } from "./Author";
import { ConflictValue } from "./ConflictValue";
import { tellable } from "./tellable";
import { useSettle } from "./useSettle";

interface ConflictMarkProps {
  table: string;
  record: string;
  field: string;
  /** Name of the field. */
  label: string;
}

/** Beside a field that two people wrote at once: the other value, and which to take. Nothing where there is no conflict. */
export function ConflictMark({ table, record, field, label }: ConflictMarkProps) {
  const { t } = useLingui();
  const [opened, { toggle, close }] = useDisclosure();
  const mayChange = useMayChange();
  const { takeOther, keep, settling } = useSettle();
  const conflict = useConflicts().find((one) => one.table === table && one.record === record && !one.revived && tellable(one).some((told) => told.field === field));
  const told = conflict?.fields.find((one) => one.field === field);
  if (!conflict || !told) return null;
  const together = tellable(conflict).length > 1;
  return (
    <Popover opened={opened} onDismiss={close} onClose={close} position="bottom-end" width={320} withinPortal trapFocus>
      <Popover.Target>
        <Tooltip label={t`Somebody else wrote another value`} disabled={opened}>
          <ActionIcon size="sm" color="amber" variant="light" onClick={toggle} aria-label={t`Conflict: ${label}`} className="pk-no-print">
            <IconArrowsSplit2 size={14} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Conflict: ${label}`}>
        <ShortcutLayer>
          <Stack gap="xs">
            <div>
              <Text size="xs" c="dimmed">
                <Trans>The other value</Trans>
              </Text>
              <ConflictValue table={table} field={field} value={told.other} />
              <Author author={conflict.other_by} />
            </div>
            {together && (
              <Text size="xs" c="dimmed">
                <Trans>The fields that belong together change together.</Trans>
              </Text>
            )}
            {mayChange && (
              <Group gap="xs">
                <Button size="compact-sm" onClick={() => takeOther(conflict)} disabled={settling}>
                  <Trans>Use the other</Trans>
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => keep(conflict)} disabled={settling}>
                  <Trans>Keep the value of now</Trans>
                </Button>
              </Group>
            )}
          </Stack>
        </ShortcutLayer>
      </Popover.Dropdown>
    </Popover>
  );
}
