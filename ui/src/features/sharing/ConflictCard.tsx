import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { Author, ConflictValue, tellable } from "@/components/conflicts";
import type { Conflict } from "@/ipc/bindings/Conflict";
import { fieldWord, recordWord } from "@/shared/fields/records";
import { useFieldText } from "@/shared/fields/useFieldText";

import classes from "./Conflicts.module.css";

interface ConflictCardProps {
  conflict: Conflict;
  active: boolean;
  mayChange: boolean;
  onOther: () => void;
  onKeep: () => void;
}

/** One conflict: the record, the two values beside each other with who wrote them, and the choice. */
export function ConflictCard({ conflict, active, mayChange, onOther, onKeep }: ConflictCardProps) {
  const { t, i18n } = useLingui();
  const text = useFieldText();
  const { table, label, customer, revived, kept_by, other_by } = conflict;
  const word = i18n._(recordWord(table));
  const name = label === "" ? word : text("", label, table);
  const fields = tellable(conflict);
  return (
    <article className={classes.conflict} data-active={active || undefined} aria-label={`${word}: ${name}`}>
      <header className={classes.head}>
        <Text span fw={600} truncate>
          {customer === null ? (
            name
          ) : (
            <Anchor component={Link} to="/customers/$customer" params={{ customer } as never} inherit>
              {name}
            </Anchor>
          )}
        </Text>
        {label !== "" && (
          <Text span size="sm" c="dimmed">
            {word}
          </Text>
        )}
      </header>
      {revived ? (
        <Text size="sm" mb="xs">
          <Trans>Deleted by one and changed by another at the same time: it came back.</Trans>
        </Text>
      ) : null}
      <div className={classes.compare}>
        <span />
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
            <span className={classes.label}>{word}</span>
            <Text size="sm" c="dimmed">
              <Trans>Something that cannot be shown as text</Trans>
            </Text>
            <span />
          </div>
        )}
        {mayChange && (
          <div className={classes.row}>
            <span />
            <Group>
              <Button variant="default" size="compact-sm" onClick={onKeep} aria-label={revived ? t`Leave it here: ${name}` : t`Keep this: ${name}`}>
                {revived ? <Trans>Leave it here</Trans> : <Trans>Keep this</Trans>}
              </Button>
            </Group>
            <Group>
              <Button variant="default" size="compact-sm" onClick={onOther} aria-label={revived ? t`Delete after all: ${name}` : t`Use the other: ${name}`}>
                {revived ? <Trans>Delete after all</Trans> : <Trans>Use the other</Trans>}
              </Button>
            </Group>
          </div>
        )}
      </div>
    </article>
  );
}
