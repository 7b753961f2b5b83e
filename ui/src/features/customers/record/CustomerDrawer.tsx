import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { DateField, FormDrawer, FormRow, FormSection, useRecordForm } from "@/components/form";
import { lockedField, LockNote } from "@/components/guarded";
import { SearchPicker } from "@/components/SearchPicker";
import type { CustomerFields } from "@/ipc/bindings/CustomerFields";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import type { LadderStep } from "@/ipc/bindings/LadderStep";
import type { LifecycleStage } from "@/ipc/bindings/LifecycleStage";
import { changed } from "@/shared/changed";
import { showChange } from "@/shared/changes";
import { useCommand } from "@/shared/data";
import { usePermissions } from "@/shared/permissions";
import { useMembers, useTiers } from "@/shared/status";
import { ladderWords, stageWords } from "@/shared/words";

import { customerFieldWords } from "@/shared/fields/customer";

interface CustomerDrawerProps {
  record: CustomerRecord;
  opened: boolean;
  onClose: () => void;
}

type CustomerForm = Omit<CustomerFields, "parent"> & { parent: CustomerName | null; log_place: number };

/** The facts as the program takes them. */
function factsOf(values: CustomerForm): CustomerFields {
  const { parent, log_place: _, ...facts } = values;
  return { ...facts, parent: parent?.id ?? null };
}

/** All facts of a customer, grouped. */
export function CustomerDrawer(props: CustomerDrawerProps) {
  // Another opening is another form.
  return <CustomerForm key={String(props.opened)} {...props} />;
}

function CustomerForm({ record: { id, fields, parent, log_place }, opened, onClose }: CustomerDrawerProps) {
  const { t, i18n } = useLingui();
  const members = useMembers();
  const tiers = useTiers();
  const tags = useCommand("list_tags", {}, { enabled: opened }).data ?? [];
  const { parent: _, ...plain } = fields;
  const record = useRecordForm({
    command: "save_customer",
    initialValues: { ...plain, parent, log_place } as CustomerForm,
    check: ({ name }) => (name.trim() === "" ? { name: msg`Needed` } : {}),
    toRequest: (values, began) => {
      const base = factsOf(began);
      return { id, ...changed(base, factsOf(values)), base: { ...base, log_place: began.log_place } };
    },
    onSaved: ({ transaction }) => {
      showChange({ message: t`Customer changed`, transaction });
      onClose();
    },
  });
  const { form } = record;
  const { denied } = usePermissions();
  const word = (field: keyof CustomerFields) => i18n._(customerFieldWords[field]);
  const locked = (field: keyof CustomerFields) => lockedField(denied("customer", field));
  /** The label and the state of a field of text; an absent text is an empty field. */
  const text = (field: keyof CustomerFields): { label: string; value: string; error?: ReactNode } => {
    const { value, ...rest } = form.getInputProps(field) as { value: string | null; error?: ReactNode };
    return { label: word(field), value: value ?? "", ...rest, ...locked(field) };
  };
  const people = [...members.values()].map((member) => ({ value: member.id, label: member.name, disabled: !member.active }));
  return (
    <FormDrawer title={t`Change the facts`} submitLabel={t`Save`} opened={opened} onClose={onClose} record={record}>
      <LockNote denial={denied("customer", "owner")} />
      <FormSection title={t`Basics`}>
        <TextInput {...text("name")} data-autofocus />
        <FormRow>
          <TextInput placeholder="1234567-1" {...text("business_id")} />
          <TextInput placeholder="FI12345671" {...text("vat_id")} />
          <TextInput {...text("external_number")} />
        </FormRow>
        {denied("customer", "parent") ? (
          <TextInput label={word("parent")} value={form.values.parent?.name ?? ""} {...locked("parent")} />
        ) : (
          <SearchPicker
            label={word("parent")}
            kinds={["customer"]}
            except={id}
            picked={form.values.parent?.name ?? ""}
            onPick={({ id: firm, title }) => form.setFieldValue("parent", { id: firm, name: title })}
            error={form.errors["parent"]}
            {...(form.values.parent
              ? {
                  clear: (
                    <ActionIcon size="sm" onClick={() => form.setFieldValue("parent", null)} aria-label={t`No parent firm`}>
                      <IconX size={14} />
                    </ActionIcon>
                  ),
                }
              : {})}
          />
        )}
        <TextInput {...text("industry")} />
      </FormSection>
      <FormSection title={t`Address`}>
        <TextInput {...text("street")} />
        <FormRow>
          <TextInput {...text("postcode")} />
          <TextInput {...text("city")} />
          <TextInput {...text("country")} />
        </FormRow>
        <FormRow>
          <TextInput {...text("phone")} type="tel" />
          <TextInput {...text("email")} type="email" />
        </FormRow>
        <TextInput {...text("website")} />
      </FormSection>
      <FormSection title={t`Care`}>
        <FormRow>
          <Select label={word("tier")} clearable data={[...tiers.values()].map((tier) => ({ value: tier.id, label: tier.name }))} {...form.getInputProps("tier")} {...locked("tier")} />
          <TextInput {...text("tier_reason")} />
        </FormRow>
        <FormRow>
          <Select label={word("owner")} clearable searchable data={people} {...form.getInputProps("owner")} {...locked("owner")} />
          <Select label={word("deputy")} clearable searchable data={people} {...form.getInputProps("deputy")} {...locked("deputy")} />
        </FormRow>
        <FormRow>
          <Select
            label={word("stage")}
            clearable
            data={(Object.keys(stageWords) as LifecycleStage[]).map((stage) => ({ value: stage, label: i18n._(stageWords[stage]) }))}
            {...form.getInputProps("stage")}
            {...locked("stage")}
          />
          <Select
            label={word("ladder")}
            clearable
            data={(Object.keys(ladderWords) as LadderStep[]).map((step) => ({ value: step, label: i18n._(ladderWords[step]) }))}
            {...form.getInputProps("ladder")}
            {...locked("ladder")}
          />
        </FormRow>
        <TagsInput label={word("tags")} data={tags.map(({ tag }) => tag)} maxLength={60} {...form.getInputProps("tags")} />
      </FormSection>
      <FormSection title={word("notes")}>
        <Textarea {...text("notes")} label={t`Preferences, agreements, what to remember`} autosize minRows={3} maxRows={12} />
        <FormRow>
          <TextInput {...text("language")} />
          <TextInput {...text("source")} />
        </FormRow>
        <FormRow>
          <DateField label={word("ended_on")} clearable {...form.getInputProps("ended_on")} {...locked("ended_on")} />
          <TextInput {...text("ended_reason")} />
        </FormRow>
      </FormSection>
    </FormDrawer>
  );
}
