import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

import type { CallError } from "@/ipc/call";
import { errorMessage } from "@/ipc/errors";

/** In place of what could not be read: what happened, the remedy, and another try. */
export function ErrorState({ error, retry }: { error: CallError; retry?: () => void }) {
  const { i18n } = useLingui();
  return (
    <Stack align="center" gap="sm" px="xl" pt="3rem" pb="xl" role="alert">
      <IconAlertTriangle size={24} stroke={1.5} color="var(--pk-warn)" aria-hidden />
      <Text ta="center" maw={420}>
        {i18n._(errorMessage(error))}
      </Text>
      {retry && (
        <Button variant="default" onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </Stack>
  );
}
