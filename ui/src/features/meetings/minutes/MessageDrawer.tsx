import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCopy, IconFileDownload } from "@tabler/icons-react";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
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

/** What was agreed, in writing for the customer: read it, change it, send it with one's own mail program. */
export function MessageDrawer({ meeting, opened, onClose }: MessageDrawerProps) {
  const { t } = useLingui();
  return (
    <SideDrawer title={t`Message to the customer`} opened={opened} onClose={onClose} size={560}>
      {opened && <Message meeting={meeting} />}
    </SideDrawer>
  );
}

function Message({ meeting }: { meeting: string }) {
  const [language, setLanguage] = useState<MessageLanguage | null>(null);
  const message = useCommand("minutes_message", { meeting, language }, { keepPrevious: true });
  if (message.error) return <ErrorState error={message.error} retry={() => void message.refetch()} />;
  if (!message.data) return <TextSkeleton lines={8} />;
  return <Draft key={JSON.stringify(message.data)} message={message.data} onLanguage={setLanguage} />;
}

function Draft({ message, onLanguage }: { message: MinutesMessage; onLanguage: (language: MessageLanguage) => void }) {
  const { t } = useLingui();
  const clipboard = useClipboard();
  const [subject, setSubject] = useState(message.subject);
  const [text, setText] = useState(message.text);
  const save = useChange("save_message_draft", { onDone: () => showNotice(t`Draft saved. Open it with your mail program and send it.`) });
  const { to, without_address: without, language } = message;
  const copy = () => {
    clipboard.copy(`${subject}\n\n${text}`);
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
      <TextInput label={t`Subject`} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} />
      <Textarea label={t`Text`} autosize minRows={12} maxRows={26} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Text size="xs" c="dimmed">
        <Trans>What is only for us is not in it. Nothing is sent from here.</Trans>
      </Text>
      <Group gap="xs" justify="flex-end">
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
