import { Trans } from "@lingui/react/macro";
import { Title } from "@mantine/core";

export function CustomersScreen() {
  return (
    <Title order={1} p="lg">
      <Trans>Customers</Trans>
    </Title>
  );
}
