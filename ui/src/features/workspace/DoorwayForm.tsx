import { Trans } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";

import type { RecordForm } from "@/components/form/useRecordForm";

interface DoorwayFormProps<Values extends Record<string, unknown>> {
  title: string;
  /** What it is about, when the title does not say it. */
  lead?: ReactNode;
  submitLabel: string;
  record: RecordForm<Values>;
  onBack: () => void;
  children: ReactNode;
}

/** A form in front of the gate, where there is no page to lay a drawer over. */
export function DoorwayForm<Values extends Record<string, unknown>>({ title, lead, submitLabel, record, onBack, children }: DoorwayFormProps<Values>) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    record.submit();
  };
  return (
    <form onSubmit={submit} noValidate aria-label={title}>
      <Stack>
        <Title order={1}>{title}</Title>
        {lead && (
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
        )}
        {children}
        {record.problem && (
          <Text size="sm" c="var(--pk-bad)" role="alert">
            {record.problem}
          </Text>
        )}
        <Group justify="space-between">
          <Button variant="subtle" color="gray" onClick={onBack} disabled={record.saving}>
            <Trans>Back</Trans>
          </Button>
          <Button type="submit" loading={record.saving}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
