import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCopy, IconFileDownload } from "@tabler/icons-react";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { useUnsavedGuard } from "@/components/form";
import { KeyHint } from "@/components/KeyHint";
import { SideDrawer } from "@/components/record";
import { TextSkeleton } from "@/components/Skeletons";
import type { MessageLanguage } from "@/ipc/bindings/MessageLanguage";
import type { MinutesMessage } from "@/ipc/bindings/MinutesMessage";
import { chooseTarget } from "@/ipc/files";
import { showNotice } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { useShortcuts } from "@/shared/shortcuts";

interface MessageDrawerProps {
  meeting: string;
  opened: boolean;
  onClose: () => void;
}

/** What was changed by hand of the message, in each language. */
type Edited = { [Language in MessageLanguage]?: { subject: string; text: string } | undefined };

/** What was agreed, in writing for the customer: read it, change it, send it with one's own mail program. */
export function MessageDrawer({ meeting, opened, onClose }: MessageDrawerProps) {
  const { t } = useLingui();
  const [edited, setEdited] = useState<Edited>({});
  // Copied or saved as a draft as it is now: closing loses nothing.
  const [kept, setKept] = useState(true);
  const away = () => {
    setEdited({});
    setKept(true);
    onClose();
  };
  const edit = (changes: Edited) => {
    setEdited((before) => ({ ...before, ...changes }));
    setKept(false);
  };
  const { leave, guard } = useUnsavedGuard(opened && !kept, away);
  return (
    <>
      <SideDrawer title={t`Message to the customer`} opened={opened} onClose={leave} size={560}>
        {opened && <Message meeting={meeting} edited={edited} onEdit={edit} onKept={() => setKept(true)} />}
      </SideDrawer>
      {guard}
    </>
  );
}

interface EditProps {
  edited: Edited;
  onEdit: (changes: Edited) => void;
  onKept: () => void;
}

function Message({ meeting, ...edit }: { meeting: string } & EditProps) {
  const [language, setLanguage] = useState<MessageLanguage | null>(null);
  const message = useCommand("minutes_message", { meeting, language }, { keepPrevious: true });
  if (message.error && !message.data) return <ErrorState error={message.error} retry={() => void message.refetch()} />;
  if (!message.data) return <TextSkeleton lines={8} />;
  return <Draft message={message.data} onLanguage={setLanguage} {...edit} />;
}

function Draft({ message, onLanguage, edited, onEdit, onKept }: { message: MinutesMessage; onLanguage: (language: MessageLanguage) => void } & EditProps) {
  const { t } = useLingui();
  const clipboard = useClipboard();
  const { to, without_address: without, language } = message;
  const mine = edited[language];
  // What was changed by hand stays, whatever the minutes become meanwhile.
  const { subject, text } = mine ?? message;
  const save = useChange("save_message_draft", {
    onDone: () => {
      onKept();
      showNotice(t`Draft saved. Open it with your mail program and send it.`);
    },
  });
  const copy = () => {
    clipboard.copy(`${subject}\n\n${text}`);
    onKept();
    showNotice(t`Message copied`);
  };
  const write = async () => {
    const path = await chooseTarget(t`Where to save the draft`, `${subject.replaceAll(/[\\/:*?"<>|]/gu, " ").trim() || "message"}.eml`, [{ name: t`E-mail draft`, extensions: ["eml"] }]);
    if (path !== null) save.mutate({ path, to, subject, text });
  };
  useShortcuts(msg`Message to the customer`, [{ keys: "mod+Enter", label: msg`Copy the message`, run: copy, inFields: true, keysOnly: true }]);
  const names = without.join(", ");
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t`Language of the message`}
        data={[
          { value: "finnish", label: "Suomi" },
          { value: "english", label: "English" },
        ]}
        value={language}
        onChange={(value) => onLanguage(value as MessageLanguage)}
      />
      <div>
        <Text size="sm" fw={500}>
          <Trans context="a message">To</Trans>
        </Text>
        <Text size="sm" style={{ userSelect: "text", overflowWrap: "anywhere" }}>
          {to.length === 0 ? <Trans>Nobody who was there has an e-mail address.</Trans> : to.map(({ name, email }) => `${name} <${email}>`).join(", ")}
        </Text>
        {to.length > 0 && without.length > 0 && (
          <Text size="xs" c="dimmed">
            <Trans>Without an address: {names}</Trans>
          </Text>
        )}
      </div>
      <TextInput label={t`Subject`} value={subject} onChange={(event) => onEdit({ [language]: { subject: event.currentTarget.value, text } })} />
      <Textarea label={t`Text`} autosize minRows={12} maxRows={26} value={text} onChange={(event) => onEdit({ [language]: { subject, text: event.currentTarget.value } })} />
      <Text size="xs" c="dimmed">
        <Trans>What is only for us is not in it. Nothing is sent from here.</Trans>
      </Text>
      <Group gap="xs" justify="flex-end">
        {mine && (
          <Button variant="subtle" color="gray" onClick={() => onEdit({ [language]: undefined })}>
            <Trans>From the minutes again</Trans>
          </Button>
        )}
        <Button variant="default" leftSection={<IconFileDownload size={16} stroke={1.5} />} onClick={() => void write()} loading={save.isPending}>
          <Trans>Save as a draft…</Trans>
        </Button>
        <Button leftSection={<IconCopy size={16} stroke={1.5} />} onClick={copy} rightSection={<KeyHint keys="mod+Enter" onButton />}>
          <Trans>Copy</Trans>
        </Button>
      </Group>
    </Stack>
  );
}
