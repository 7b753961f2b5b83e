import { Trans } from "@lingui/react/macro";
import { Title } from "@mantine/core";

export function SettingsScreen() {
  return (
    <Title order={1} p="lg">
      <Trans>Settings</Trans>
    </Title>
  );
}
