import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

import { SideDrawer } from "@/components/record";
import type { Invited } from "@/ipc/bindings/Invited";
import { useFormat } from "@/shared/format";
import { useStatus } from "@/shared/status";

import { QrCode } from "./QrCode";
import classes from "./Sharing.module.css";
import { WordGrid } from "./WordGrid";

interface InvitedDrawerProps {
  invited: (Invited & { name: string }) | null;
  folder: string | null;
  opened: boolean;
  onClose: () => void;
  /** It is gone from the screen: nothing is to remember the words any more. */
  onClosed: () => void;
}

/** The twelve words of an invitation, this once: as words, as a text to send, and for a telephone. */
export function InvitedDrawer({ invited, folder, opened, onClose, onClosed }: InvitedDrawerProps) {
  const { t } = useLingui();
  const close = () => {
    onClose();
    onClosed();
  };
  return (
    <SideDrawer title={invited ? t`Invitation for ${invited.name}` : t`Invite`} opened={opened} onClose={close} size={560}>
      {invited && <Words invited={invited} folder={folder} onDone={close} />}
    </SideDrawer>
  );
}

function Words({ invited: { words, expires_at }, folder, onDone }: { invited: Invited; folder: string | null; onDone: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const firm = useStatus()?.firm ?? "";
  const until = format.dateTime(expires_at);
  const sentence = words.join(" ");
  const place = folder?.split(/[\\/]/).findLast((part) => part !== "") ?? "";
  const letter = [
    t`Welcome to Pelikirja of ${firm}.`,
    "",
    t`1. Install Pelikirja on your machine.`,
    t`2. See that the shared folder “${place}” is on your machine, and that its files have come.`,
    t`3. Start Pelikirja and choose “Join a firm”. Choose the folder and type these twelve words:`,
    "",
    sentence,
    "",
    t`4. Choose a passphrase of your own. It opens Pelikirja on your machine, and nobody else knows it.`,
    "",
    t`The words work once, until ${until}. Tell them to nobody else.`,
  ].join("\n");
  return (
    <Stack>
      <Text>
        <Trans>The words are shown only now and work once, until {until}. If they are lost, take the invitation back and make a new one.</Trans>
      </Text>
      <div className={classes.invitation}>
        <WordGrid words={words} columns={2} label={t`The twelve words`} />
        <QrCode text={sentence} label={t`The twelve words for a telephone`} />
      </div>
      <Text size="sm" c="dimmed">
        <Trans>The camera of a telephone reads the words from the square, to be taken along to the other machine.</Trans>
      </Text>
      <Group gap="xs">
        <CopyTextButton text={letter} primary label={t`Copy a text to send`} />
        <CopyTextButton text={sentence} label={t`Copy the words`} />
      </Group>
      <div>
        <Title order={3} mb={6}>
          <Trans>The text to send</Trans>
        </Title>
        <div className={classes.letter} role="group" aria-label={t`The text to send`}>
          {letter}
        </div>
        <Text size="sm" c="dimmed" mt={6}>
          <Trans>Whoever has both the words and the folder can join. Send the words in another way than the link to the folder: by telephone or in a text message, for example.</Trans>
        </Text>
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          <Trans>The words are safe</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function CopyTextButton({ text, label, primary = false }: { text: string; label: string; primary?: boolean }) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Button
      {...(primary ? { "data-autofocus": true } : { variant: "default" })}
      leftSection={clipboard.copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
      onClick={() => clipboard.copy(text)}
    >
      {clipboard.copied ? <Trans>Copied</Trans> : label}
    </Button>
  );
}
