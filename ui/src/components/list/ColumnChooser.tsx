import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Checkbox, Group, Popover, Stack, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconColumns3 } from "@tabler/icons-react";

import type { ListColumn } from "./columns";

interface ColumnChooserProps<Row> {
  columns: readonly ListColumn<Row>[];
  /** Ids of the columns that are shown, in order. */
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Which columns are shown, and in which order. */
export function ColumnChooser<Row>({ columns, chosen, onChange }: ColumnChooserProps<Row>) {
  const { t } = useLingui();
  const free = columns.filter(({ fixed }) => !fixed);
  const order = [...chosen.flatMap((id) => free.filter((column) => column.id === id)), ...free.filter(({ id }) => !chosen.includes(id))];
  const fixed = columns.filter(({ fixed: always }) => always).map(({ id }) => id);
  const shown = chosen.filter((id) => free.some((column) => column.id === id));
  const change = (next: string[]) => onChange([...fixed, ...next]);
  const move = (id: string, by: -1 | 1) => {
    const from = shown.indexOf(id);
    change(shown.with(from, shown[from + by] ?? id).with(from + by, id));
  };
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Tooltip label={t`Columns`}>
          <ActionIcon size="input-sm" aria-label={t`Columns`}>
            <IconColumns3 size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t`Columns`}>
        <Stack gap={2}>
          {order.map(({ id, header }) => {
            const place = shown.indexOf(id);
            return (
              <Group key={id} gap="xs" wrap="nowrap" justify="space-between" h={28} miw={220}>
                <Checkbox
                  size="xs"
                  label={header}
                  checked={place >= 0}
                  onChange={() => change(place >= 0 ? shown.filter((other) => other !== id) : [...shown, id])}
                />
                {place >= 0 && (
                  <Group gap={0} wrap="nowrap">
                    <ActionIcon size="sm" disabled={place === 0} onClick={() => move(id, -1)} aria-label={t`Move ${header} left`}>
                      <IconChevronUp size={14} />
                    </ActionIcon>
                    <ActionIcon size="sm" disabled={place === shown.length - 1} onClick={() => move(id, 1)} aria-label={t`Move ${header} right`}>
                      <IconChevronDown size={14} />
                    </ActionIcon>
                  </Group>
                )}
              </Group>
            );
          })}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
