import { Trans } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";

import { type RecordForm, useUnsavedGuard } from "@/components/form";
import { ReadOnlyFields } from "@/components/guarded";
import { usePermissions } from "@/shared/permissions";

import classes from "./Settings.module.css";

interface SettingsFormProps<Values extends Record<string, unknown>> {
  record: RecordForm<Values>;
  label: string;
  /** On the right of the buttons: restore the defaults. */
  extra?: ReactNode;
  children: ReactNode;
}

/** Settings of the firm that are saved together, or only read. The buttons work once something has been changed. */
export function SettingsForm<Values extends Record<string, unknown>>({ record, label, extra, children }: SettingsFormProps<Values>) {
  const denial = usePermissions().denied("change_playbook");
  const { guard } = useUnsavedGuard(record.dirty && !record.saving, () => record.form.reset());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    record.submit();
  };
  return (
    <form onSubmit={submit} noValidate aria-label={label} className={classes.form}>
      <ReadOnlyFields denial={denial}>{children}</ReadOnlyFields>
      {record.problem && (
        <Text size="sm" c="var(--pk-bad)" role="alert">
          {record.problem}
        </Text>
      )}
      {denial === null && (
        <Group gap="xs">
          <Button type="submit" loading={record.saving} disabled={!record.dirty}>
            <Trans>Save</Trans>
          </Button>
          {record.dirty && (
            <Button variant="default" onClick={() => record.form.reset()} disabled={record.saving}>
              <Trans>Discard</Trans>
            </Button>
          )}
          {extra}
        </Group>
      )}
      {guard}
    </form>
  );
}
