import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Group, Progress, Text } from "@mantine/core";
import { useEffect, useState } from "react";

import { call } from "@/ipc/call";
import type { PassphraseStrength as Strength } from "@/ipc/bindings/PassphraseStrength";

const strengths: readonly { words: MessageDescriptor; color: string }[] = [
  { words: msg`Guessed at once`, color: "red" },
  { words: msg`Easy to guess`, color: "red" },
  { words: msg`Good enough`, color: "amber" },
  { words: msg`Hard to guess`, color: "green" },
  { words: msg`Very hard to guess`, color: "green" },
];

/** How long typing must pause before the program is asked, milliseconds. */
const pause = 150;

/** How hard the passphrase is to guess, in a bar and in words, while it is typed. */
export function PassphraseStrength({ passphrase, known }: { passphrase: string; known: string[] }) {
  const { i18n, t } = useLingui();
  const [strength, setStrength] = useState<Strength | null>(null);
  const words = JSON.stringify(known.filter((word) => word !== ""));

  // Asked without the kept answers of the program's data: a passphrase shall not stay there as the name of one.
  useEffect(() => {
    if (passphrase === "") return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      call("passphrase_strength", { passphrase, known: JSON.parse(words) as string[] }).then(
        (answer) => {
          if (wanted) setStrength(answer);
        },
        // A help and no more: the program says again what it does not accept.
        () => {},
      );
    }, pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [passphrase, words]);

  if (!strength || passphrase === "") return null;
  const shown = strengths[Math.min(4, strength.score)];
  if (!shown) return null;
  return (
    <Group gap="xs" mt={6} wrap="nowrap" aria-live="polite">
      <Progress value={(strength.score + 1) * 20} color={shown.color} size="xs" flex={1} aria-hidden />
      <Text size="xs" c={strength.acceptable ? "dimmed" : "var(--pk-bad)"}>
        {strength.acceptable || strength.score < 2 ? i18n._(shown.words) : t`A little longer still`}
      </Text>
    </Group>
  );
}
