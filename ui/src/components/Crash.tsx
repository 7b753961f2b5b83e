import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Center, Group, Stack, Text, Title } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconAlertTriangle, IconCheck, IconCopy } from "@tabler/icons-react";

import { logText } from "@/ipc/log";
import { queryClient, commandKey } from "@/shared/data";
import type { Status } from "@/ipc/bindings/Status";

/** The screen broke: what can be done, and a log to copy that names nobody. */
export function Crash({ retry }: { retry: () => void }) {
  const { i18n } = useLingui();
  const clipboard = useClipboard({ timeout: 2000 });
  const copy = () => {
    const status = queryClient.getQueryData<Status>(commandKey("status", {}));
    clipboard.copy(logText({ version: status?.version ?? "", platform: status?.platform ?? "", language: i18n.locale }));
  };
  return (
    <Center h="100%" p="xl" role="alert">
      <Stack maw={440} align="flex-start">
        <IconAlertTriangle size={28} stroke={1.5} color="var(--pk-warn)" aria-hidden />
        <Title order={1}>
          <Trans>This screen stopped working</Trans>
        </Title>
        <Text c="dimmed">
          <Trans>Your data is safe: everything that was confirmed is stored. Try again; if it keeps happening, copy the log and send it to whoever helps you. It contains no customers, people or texts.</Trans>
        </Text>
        <Group gap="xs">
          <Button onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
          <Button variant="default" onClick={copy} leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}>
            {clipboard.copied ? <Trans>Copied</Trans> : <Trans>Copy the log</Trans>}
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
