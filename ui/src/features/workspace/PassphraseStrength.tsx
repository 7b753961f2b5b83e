import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Group, Progress, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";

import { useCommand } from "@/shared/data";

const strengths: readonly { words: MessageDescriptor; color: string }[] = [
  { words: msg`Guessed at once`, color: "red" },
  { words: msg`Easy to guess`, color: "red" },
  { words: msg`Acceptable`, color: "amber" },
  { words: msg`Hard to guess`, color: "green" },
  { words: msg`Very hard to guess`, color: "green" },
];

/** How hard the passphrase is to guess, in a bar and in words, while it is typed. */
export function PassphraseStrength({ passphrase, known }: { passphrase: string; known: string[] }) {
  const { i18n } = useLingui();
  const [settled] = useDebouncedValue(passphrase, 150);
  const { data } = useCommand("passphrase_strength", { passphrase: settled, known }, { enabled: settled !== "", keepPrevious: true });
  if (!data || passphrase === "") return null;
  const strength = strengths[Math.min(4, data.score)] ?? strengths[0];
  if (!strength) return null;
  return (
    <Group gap="xs" mt={6} wrap="nowrap" aria-live="polite">
      <Progress value={(data.score + 1) * 20} color={strength.color} size="xs" flex={1} aria-hidden />
      <Text size="xs" c="dimmed">
        {i18n._(strength.words)}
      </Text>
    </Group>
  );
}
