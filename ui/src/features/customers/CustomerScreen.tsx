import { Trans } from "@lingui/react/macro";
import { Title } from "@mantine/core";

export function CustomerScreen() {
  return (
    <Title order={1} p="lg">
      <Trans>Customer</Trans>
    </Title>
  );
}
