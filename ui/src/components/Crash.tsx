import { Trans } from "@lingui/react/macro";
import { Button, Center, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

import { CopyLogButton } from "./CopyLogButton";

/** The screen broke: what can be done, and a log to copy that names nobody. */
export function Crash({ retry }: { retry: () => void }) {
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
          <CopyLogButton />
        </Group>
      </Stack>
    </Center>
  );
}
