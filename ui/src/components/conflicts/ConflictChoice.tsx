import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";

import type { Conflict } from "@/ipc/bindings/Conflict";
import { fieldWord, recordWord } from "@/shared/fields/records";

import { GuardedButton } from "../guarded";
import { Author } from "./Author";
import classes from "./Conflicts.module.css";
import { ConflictValue } from "./ConflictValue";
import { tellable } from "./tellable";
import { useSettle } from "./useSettle";

interface ConflictChoiceProps {
  conflict: Conflict;
  /** What the record is called: for those who do not see where the buttons stand. */
  name: string;
  /** In a popover beside a field. */
  compact?: boolean;
}

/** The two values of a conflict beside each other with who wrote them, and one click for either. Everywhere the same. */
export function ConflictChoice({ conflict, name, compact = false }: ConflictChoiceProps) {
  const { t, i18n } = useLingui();
  const { takeOther, keep, settling, denialOf } = useSettle();
  const denial = denialOf(conflict);
  const { table, revived, kept_by, other_by } = conflict;
  const fields = tellable(conflict);
  return (
    <>
      {revived && (
        <Text size="sm" mb="xs">
          <Trans>Deleted by one and changed by another at the same time: it came back.</Trans>
        </Text>
      )}
      <div className={classes.compare} data-compact={compact || undefined}>
        <span className={classes.corner} />
        <div>
          <Text size="sm" fw={500}>
            {revived ? <Trans context="by whom">Changed</Trans> : <Trans>Counts now</Trans>}
          </Text>
          <Author author={kept_by} />
        </div>
        <div>
          <Text size="sm" fw={500}>
            {revived ? <Trans context="by whom">Deleted</Trans> : <Trans>The other value</Trans>}
          </Text>
          <Author author={other_by} />
        </div>
        {fields.map(({ field, kept, other }) => (
          <div key={field} className={classes.row}>
            <span className={classes.label}>{i18n._(fieldWord(table, field) ?? { id: field, message: field })}</span>
            <ConflictValue table={table} field={field} value={kept} />
            {revived ? <span /> : <ConflictValue table={table} field={field} value={other} />}
          </div>
        ))}
        {fields.length === 0 && !revived && (
          <div className={classes.row}>
            <span className={classes.label}>{i18n._(recordWord(table))}</span>
            <Text size="sm" c="dimmed">
              <Trans>Something that cannot be shown as text</Trans>
            </Text>
            <span />
          </div>
        )}
        {denial?.quiet !== true && (
          <div className={classes.row}>
            <span className={classes.corner} />
            <div>
              <GuardedButton variant="default" size="compact-sm" denial={denial} disabled={settling} onClick={() => keep(conflict)} aria-label={revived ? t`Leave it here: ${name}` : t`Keep this: ${name}`}>
                {revived ? <Trans>Leave it here</Trans> : <Trans>Keep this</Trans>}
              </GuardedButton>
            </div>
            <div>
              <GuardedButton variant="default" size="compact-sm" denial={denial} disabled={settling} onClick={() => takeOther(conflict)} aria-label={revived ? t`Delete after all: ${name}` : t`Use the other: ${name}`}>
                {revived ? <Trans>Delete after all</Trans> : <Trans>Use the other</Trans>}
              </GuardedButton>
            </div>
          </div>
        )}
      </div>
    </>
  );
}
