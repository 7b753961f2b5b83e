import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";

import { Section } from "@/components/record";

/** What whoever runs the folder can and cannot see. */
export function WhatTheHostSees() {
  const { t } = useLingui();
  return (
    <Section title={t`What the folder shows of you`}>
      <Text size="sm" c="dimmed">
        <Trans>Everything in the folder is encrypted: whoever runs it sees how many files there are, how big and when they come, but no name, figure or text.</Trans>
      </Text>
    </Section>
  );
}
