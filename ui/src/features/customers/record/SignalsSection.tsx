import { useLingui } from "@lingui/react/macro";

import { CardNotes, SignalList } from "@/components/evidence";
import { SignalPlays } from "@/components/plays";
import { Section } from "@/components/record";
import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";

import classes from "./Customer.module.css";

/** What was seen about the customer and not dealt with, and what can be done about it. */
export function SignalsSection({ record }: { record: CustomerRecord }) {
  const { t } = useLingui();
  const { id, fields, signals, notes, people, next_actions } = record;
  if (signals.length === 0) return null;
  const primary = people.find((person) => person.primary && person.ended_on === null);
  const action = next_actions[0];
  return (
    <Section title={t`Noticed now`}>
      <CardNotes notes={notes} />
      <SignalList signals={signals} />
      <div className={classes.plays}>
        <SignalPlays
          customer={{ id, name: fields.name }}
          signals={signals.map(({ evidence }) => evidence.kind)}
          person={primary?.id}
          finishes={action ? { id: action.id, text: action.text } : undefined}
        />
      </div>
    </Section>
  );
}
