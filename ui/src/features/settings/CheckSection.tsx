import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconShieldCheck } from "@tabler/icons-react";

import { CopyButton } from "@/components/CopyButton";
import { JobProgress } from "@/components/JobProgress";
import type { CheckReport } from "@/ipc/bindings/CheckReport";
import { useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";

import { SettingsSection } from "./SettingsSection";

/** Is everything as it was written? */
export function CheckSection() {
  const { t } = useLingui();
  const check = useChange("check");
  return (
    <SettingsSection
      anchor="check"
      title={t`Check the data`}
      description={<Trans>Reads the whole store and compares what is counted with what it was counted from. Changes nothing.</Trans>}
      actions={
        <Button variant="default" leftSection={<IconShieldCheck size={16} stroke={1.5} />} onClick={() => check.mutate({})} loading={check.isPending}>
          <Trans>Check now</Trans>
        </Button>
      }
    >
      {check.isPending && <JobProgress kind="check" title={t`Checking the workspace`} />}
      {check.data && !check.isPending && <Outcome report={check.data} />}
    </SettingsSection>
  );
}

function Outcome({ report }: { report: CheckReport }) {
  const { t } = useLingui();
  const format = useFormat();
  const { ok, problems } = report;
  const [customers, orders, lines, changes] = [report.customers, report.orders, report.order_lines, report.changes].map((count) => format.number(count));
  const Picture = ok ? IconCircleCheck : IconAlertTriangle;
  return (
    <div role="status">
      <Group gap="xs" wrap="nowrap">
        <Picture size={20} stroke={1.5} color={ok ? "var(--pk-good)" : "var(--pk-bad)"} aria-hidden />
        <Text fw={500}>
          {ok ? (
            <Trans>Everything is in order</Trans>
          ) : (
            <Plural value={problems.length} one="# thing is not as it should be. Restore the latest backup." other="# things are not as they should be. Restore the latest backup." />
          )}
        </Text>
        {!ok && <CopyButton text={problems.join("\n")} label={t`Copy what was found`} />}
      </Group>
      <Text size="sm" c="dimmed">
        <Trans>
          Customers: {customers}. Orders: {orders}. Order lines: {lines}. Changes in the history: {changes}.
        </Trans>
      </Text>
    </div>
  );
}
