import { useLingui } from "@lingui/react/macro";
import { Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { CallError } from "@/ipc/call";

import { fileProblem } from "../fileProblems";

/** In place of a step that could not be done: what is wrong with the file, the remedy, and buttons. */
export function Refused({ error, children }: { error: CallError; children: ReactNode }) {
  const { t, i18n } = useLingui();
  const row = error.fields["row"];
  return (
    <Stack align="center" gap="xs" px="xl" pt="3rem" pb="xl" flex={1} role="alert">
      <IconAlertTriangle size={28} stroke={1.5} color="var(--pk-warn)" aria-hidden />
      <Text ta="center" maw={460} fw={500}>
        {i18n._(fileProblem(error))}
      </Text>
      {row && (
        <Text c="dimmed" size="sm">
          {t`Noticed on row ${row}.`}
        </Text>
      )}
      <Group gap="xs" mt="sm">
        {children}
      </Group>
    </Stack>
  );
}
