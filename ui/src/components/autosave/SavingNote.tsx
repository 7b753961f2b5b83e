import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";

import { errorMessage, toCallError } from "@/ipc/errors";
import { useFormat } from "@/shared/format";

import type { SavingState } from "./Drafts";

/** Beside the fields that are saved as one writes: when, or why not. */
export function SavingNote({ saving }: { saving: SavingState }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const { state, savedAt, problem } = saving;
  if (state === "failed") {
    return (
      <Text size="sm" c="var(--pk-bad)" role="alert">
        {i18n._(errorMessage(toCallError(problem)))} <Trans>What you typed is still here.</Trans>
      </Text>
    );
  }
  // Before anything has been typed there is nothing to say.
  if (state === "clean" && savedAt === null) return null;
  const at = savedAt === null ? "" : format.time(savedAt);
  return (
    <Text size="xs" c="dimmed" role="status">
      {state === "saving" ? <Trans>Saving…</Trans> : state === "waiting" ? <Trans>Not saved yet</Trans> : <Trans>Saved {at}</Trans>}
    </Text>
  );
}
