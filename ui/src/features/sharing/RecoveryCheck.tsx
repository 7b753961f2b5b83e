import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";

import { Section } from "@/components/record";
import { showNotice } from "@/shared/changes";
import { commandKey, queryClient, syncChanged, useChange } from "@/shared/data";

import { choosePlaces } from "./places";
import classes from "./Sharing.module.css";

/** How many words are asked for. */
const asked = 3;

interface RecoveryCheckProps {
  /** How many words there are. */
  count: number;
  onBack: () => void;
  onRight: () => void;
}

/** Three of the words, from paper: only so one knows that what was printed can be read. */
export function RecoveryCheck({ count, onBack, onRight }: RecoveryCheckProps) {
  const { t } = useLingui();
  const [places] = useState(() => choosePlaces(asked, count, Math.random));
  const [words, setWords] = useState<Record<number, string>>({});
  const check = useChange("check_recovery_words", {
    onDone: ({ right }) => {
      if (!right) return;
      showNotice(t`The recovery words are checked`);
      syncChanged();
      onRight();
    },
  });
  // Once the check is left, in whichever way, the words are in no answer that is kept.
  useEffect(() => () => queryClient.removeQueries({ queryKey: commandKey("recovery_words", {}), type: "inactive" }), []);
  const complete = places.every((place) => (words[place] ?? "").trim() !== "");
  const wrong = check.data?.right === false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete && !check.isPending) check.mutate({ words: Object.fromEntries(places.map((place) => [place, (words[place] ?? "").trim().toLowerCase()])) });
  };
  return (
    <Section title={t`Three words from your paper`}>
      <form onSubmit={submit} noValidate aria-label={t`Three words from your paper`} className={classes.form}>
        <Group grow align="flex-start">
          {places.map((place, index) => (
            <TextInput
              key={place}
              label={t`Word ${place}`}
              value={words[place] ?? ""}
              onChange={(event) => {
                const typed = event.currentTarget.value;
                setWords((before) => ({ ...before, [place]: typed }));
                if (wrong) check.reset();
              }}
              error={wrong}
              autoFocus={index === 0}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          ))}
        </Group>
        {wrong && (
          <Text size="sm" c="var(--pk-bad)" role="alert">
            <Trans>At least one of the words is not right. Compare them with your paper, or look at the words again.</Trans>
          </Text>
        )}
        <Group gap="xs">
          <Button type="submit" loading={check.isPending} disabled={!complete}>
            <Trans>Check</Trans>
          </Button>
          <Button variant="default" onClick={onBack} disabled={check.isPending}>
            <Trans>Look at the words again</Trans>
          </Button>
        </Group>
      </form>
    </Section>
  );
}
