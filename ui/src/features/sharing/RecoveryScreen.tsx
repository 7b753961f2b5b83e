import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Portal, Text } from "@mantine/core";
import { IconCircleCheck, IconPrinter } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { RecordPage, Section } from "@/components/record";
import { useCommand } from "@/shared/data";
import { today, useFormat } from "@/shared/format";
import { useShortcuts } from "@/shared/shortcuts";
import { useStatus } from "@/shared/status";

import { RecoveryCheck } from "./RecoveryCheck";
import classes from "./Sharing.module.css";
import { WordGrid } from "./WordGrid";

/** The words that bring the firm back when every machine of its owners is gone: to be printed, then checked once. */
export function RecoveryScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const answer = useCommand("recovery_words", {});
  const [checking, setChecking] = useState(false);
  const toSharing = () => void navigate({ to: "/sharing" });
  useShortcuts(msg`Recovery words`, [{ keys: "Escape", label: msg`Back`, run: toSharing, keysOnly: true }]);
  const words = answer.data?.words;
  return (
    <RecordPage title={words && t`Recovery words`} onBack={toSharing} error={answer.error} onRetry={() => void answer.refetch()}>
      {words?.length === 0 && (
        <EmptyState
          icon={IconCircleCheck}
          title={t`The recovery words are checked`}
          actions={
            <Button variant="default" onClick={toSharing}>
              <Trans>Shared folder and people</Trans>
            </Button>
          }
        >
          <Trans>They are on your paper and nowhere else: the program has forgotten them.</Trans>
        </EmptyState>
      )}
      {words && words.length > 0 && (checking ? <RecoveryCheck count={words.length} onBack={() => setChecking(false)} onRight={toSharing} /> : <Paper words={words} onNext={() => setChecking(true)} />)}
    </RecordPage>
  );
}

/** The words themselves, and how they go on paper. */
function Paper({ words, onNext }: { words: readonly string[]; onNext: () => void }) {
  const { t } = useLingui();
  return (
    <Section title={t`Print these words and put them in a safe place`}>
      <div className={classes.sheet}>
        <Text mb="sm">
          <Trans>
            If the machines of all owners are lost, these words are the only way back to the firm. Whoever has them and the shared folder can become an owner, so keep them where you keep contracts: on paper, not in a file and not in
            the shared folder.
          </Trans>
        </Text>
        <WordGrid words={words} columns={4} label={t`Recovery words`} />
        <Group gap="xs" mt="md">
          <Button leftSection={<IconPrinter size={16} stroke={1.5} />} onClick={() => window.print()}>
            {t`Print`}
          </Button>
          <Button variant="default" onClick={onNext}>
            <Trans>They are on paper: check them</Trans>
          </Button>
        </Group>
        <Text size="sm" c="dimmed" mt="sm">
          <Trans>Next three of the words are asked for. Once they are right, the program forgets all of them and never shows them again.</Trans>
        </Text>
      </div>
      <PrintedSheet words={words} />
    </Section>
  );
}

/** What the printer gets, and nothing beside it: the words, what they are of, and how they are used. */
function PrintedSheet({ words }: { words: readonly string[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const firm = useStatus()?.firm ?? "";
  const date = format.date(today());
  return (
    <Portal>
      <div className={classes.printed} data-testid="printed">
        <h1>{firm}</h1>
        <p>
          <Trans>Recovery words of Pelikirja, {date}. Keep this sheet where nobody else reads it.</Trans>
        </p>
        <WordGrid words={words} columns={4} label={t`Recovery words`} />
        <p>
          <Trans>If all machines are lost: start Pelikirja on a new one, choose “Bring the firm back with printed words”, show the shared folder and type all of the words in this order.</Trans>
        </p>
      </div>
    </Portal>
  );
}
