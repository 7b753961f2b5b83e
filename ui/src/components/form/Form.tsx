import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Text, Title } from "@mantine/core";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";

import { useShortcuts } from "@/shared/shortcuts";

import { SideDrawer } from "../record/SideDrawer";
import { KeyHint } from "../KeyHint";
import classes from "./Form.module.css";
import { useUnsavedGuard } from "./UnsavedGuard";
import type { RecordForm } from "./useRecordForm";

interface FormProps<Values extends Record<string, unknown>> {
  record: RecordForm<Values>;
  /** "Save", "Log the call": the verb of what happens. */
  submitLabel: string;
  onClose: () => void;
  /** What the button that saves nothing says; "Cancel" without it. */
  cancelLabel?: string;
  /** On the left of the buttons: save and make another. */
  extra?: ReactNode;
  /** `FormSection`s, or fields alone when there are few. */
  children: ReactNode;
}

interface TitledFormProps<Values extends Record<string, unknown>> extends FormProps<Values> {
  title: string;
}

/** The form pattern in a drawer: for what is short and belongs to the page underneath. */
export function FormDrawer<Values extends Record<string, unknown>>({ title, opened, onClose, ...form }: TitledFormProps<Values> & { opened: boolean }) {
  const { leave, guard } = useUnsavedGuard(opened && form.record.dirty && !form.record.saving, onClose);
  return (
    <>
      <SideDrawer title={title} opened={opened} onClose={leave}>
        <FormBody {...form} onClose={leave} />
      </SideDrawer>
      {guard}
    </>
  );
}

/** The form pattern as a page: for what takes longer than a minute. */
export function FormPage<Values extends Record<string, unknown>>({ title, onClose, ...form }: TitledFormProps<Values>) {
  const { leave, guard } = useUnsavedGuard(form.record.dirty && !form.record.saving, onClose);
  return (
    <div className={classes.page}>
      <Title order={1} py="md">
        {title}
      </Title>
      <FormBody {...form} onClose={leave} />
      {guard}
    </div>
  );
}

function FormBody<Values extends Record<string, unknown>>({ record, submitLabel, onClose, cancelLabel, extra, children }: FormProps<Values>) {
  useShortcuts(msg`Form`, [{ keys: "mod+Enter", label: msg`Save the form`, run: record.submit, inFields: true, keysOnly: true }]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    record.submit();
  };
  // A field that opens a list with Enter would take the key before the shortcut hears of it.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    record.submit();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the key of the form, heard before its fields hear it
    <form onSubmit={submit} onKeyDownCapture={onKeyDownCapture} className={classes.form} noValidate aria-label={submitLabel}>
      <div className={classes.fields}>{children}</div>
      <footer className={classes.footer}>
        {record.problem && (
          <Text size="sm" c="var(--pk-bad)" role="alert">
            {record.problem}
          </Text>
        )}
        <Group gap="xs" justify="flex-end">
          {extra}
          <Button variant="default" onClick={onClose} disabled={record.saving}>
            {cancelLabel ?? <Trans>Cancel</Trans>}
          </Button>
          <Button type="submit" loading={record.saving} rightSection={<KeyHint keys="mod+Enter" onButton />}>
            {submitLabel}
          </Button>
        </Group>
      </footer>
    </form>
  );
}

interface FormSectionProps {
  title: string;
  /** What the fields are for, when that is not plain. */
  description?: string;
  children: ReactNode;
}

/** Fields that belong together. */
export function FormSection({ title, description, children }: FormSectionProps) {
  return (
    <fieldset className={classes.section}>
      <legend className={classes.legend}>{title}</legend>
      {description && (
        <Text size="sm" c="dimmed">
          {description}
        </Text>
      )}
      {children}
    </fieldset>
  );
}

/** Short fields beside each other. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}
