import { Trans } from "@lingui/react/macro";
import { Title } from "@mantine/core";

export function TodayScreen() {
  return (
    <Title order={1} p="lg">
      <Trans>Today</Trans>
    </Title>
  );
}
