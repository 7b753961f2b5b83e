import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";

import { Section } from "@/components/record";

/** What does not travel through the folder. */
export function WhatStaysHere() {
  const { t } = useLingui();
  return (
    <Section title={t`Orders`}>
      <Text size="sm" c="dimmed">
        <Trans>Orders do not travel through the folder yet. Import the order file on each machine: the same file makes the same orders everywhere.</Trans>
      </Text>
    </Section>
  );
}
