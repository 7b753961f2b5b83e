import { useLingui } from "@lingui/react/macro";
import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { ConflictChoice } from "@/components/conflicts";
import type { Conflict } from "@/ipc/bindings/Conflict";
import { recordWord } from "@/shared/fields/records";
import { useFieldText } from "@/shared/fields/useFieldText";

import classes from "./ConflictsScreen.module.css";

/** One conflict of the list: the record, the two values and the choice. */
export function ConflictCard({ conflict, active }: { conflict: Conflict; active: boolean }) {
  const { i18n } = useLingui();
  const text = useFieldText();
  const { table, label, customer } = conflict;
  const word = i18n._(recordWord(table));
  const name = label === "" ? word : text("", label, table);
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
      <ConflictChoice conflict={conflict} name={name} />
    </article>
  );
}
