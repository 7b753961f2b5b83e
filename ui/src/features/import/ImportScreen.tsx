import { Trans } from "@lingui/react/macro";
import { Title } from "@mantine/core";

export function ImportScreen() {
  return (
    <Title order={1} p="lg">
      <Trans>Import</Trans>
    </Title>
  );
}
