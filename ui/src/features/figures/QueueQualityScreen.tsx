import { Trans } from "@lingui/react/macro";
import { Title } from "@mantine/core";

export function QueueQualityScreen() {
  return (
    <Title order={1} p="lg">
      <Trans>How good is the queue</Trans>
    </Title>
  );
}
