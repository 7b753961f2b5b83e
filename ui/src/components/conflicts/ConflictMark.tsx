import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Popover, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowsSplit2 } from "@tabler/icons-react";

import { ShortcutLayer } from "@/shared/shortcuts";

import { ConflictChoice } from "./ConflictChoice";
import classes from "./Conflicts.module.css";
import { useRecordConflicts } from "./useRecordConflicts";

interface ConflictMarkProps {
  table: string;
  record: string;
  /** Fields that stand in one place; without them the mark is for the whole record. */
  fields?: readonly string[];
  /** Name of what stands there. */
  label: string;
}

/** Beside what two people wrote at once: both values, and which to take. Nothing where there is no conflict. */
export function ConflictMark({ table, record, fields, label }: ConflictMarkProps) {
  const { t } = useLingui();
  const [opened, { toggle, close }] = useDisclosure();
  const conflicts = useRecordConflicts(table, record, fields);
  const [first] = conflicts;
  if (!first) return null;
  return (
    <Popover opened={opened} onDismiss={close} onClose={close} position="bottom-end" width={400} withinPortal trapFocus>
      <Popover.Target>
        <Tooltip label={first.revived ? t`It was deleted, and came back` : t`Somebody else wrote another value`} disabled={opened}>
          <ActionIcon size="sm" color="amber" variant="light" onClick={toggle} aria-label={t`Conflict: ${label}`} className="pk-no-print">
            <IconArrowsSplit2 size={14} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Conflict: ${label}`}>
        <ShortcutLayer>
          <div className={classes.choices}>
            {conflicts.map((conflict) => (
              <ConflictChoice key={conflict.id} conflict={conflict} name={label} compact />
            ))}
          </div>
        </ShortcutLayer>
      </Popover.Dropdown>
    </Popover>
  );
}
