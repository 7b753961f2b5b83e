import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Checkbox, NumberInput, Select, Textarea, TextInput } from "@mantine/core";

import { DateField, FormDrawer, FormRow, FormSection, useRecordForm } from "@/components/form";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { Person } from "@/ipc/bindings/Person";
import type { StakeholderRole } from "@/ipc/bindings/StakeholderRole";
import type { Stance } from "@/ipc/bindings/Stance";
import { changed } from "@/shared/changed";
import { showChange } from "@/shared/changes";
import { stakeholderWords, stanceWords } from "@/shared/words";

interface PersonDrawerProps {
  customer: CustomerName;
  /** Null makes a new one. */
  person: Person | null;
  opened: boolean;
  onClose: () => void;
}

/** What was typed as the program takes it. */
function factsOf<Values extends { influence: number | string; log_place: number }>(values: Values) {
  const { influence, log_place: _, ...facts } = values;
  return { ...facts, influence: typeof influence === "number" ? influence : null };
}

/** The form of a person at a customer. */
export function PersonDrawer(props: PersonDrawerProps) {
  // Another opening is another form.
  return <PersonForm key={`${props.opened} ${props.person?.employment ?? ""}`} {...props} />;
}

function PersonForm({ customer, person, opened, onClose }: PersonDrawerProps) {
  const { t, i18n } = useLingui();
  const record = useRecordForm({
    command: "save_person",
    initialValues: {
      name: person?.name ?? "",
      title: person?.title ?? "",
      phone: person?.phone ?? "",
      email: person?.email ?? "",
      primary: person?.primary ?? false,
      role: (person?.role ?? null) as StakeholderRole | null,
      stance: (person?.stance ?? null) as Stance | null,
      influence: (person?.influence ?? "") as number | string,
      birthday: person?.birthday ?? null,
      notes: person?.notes ?? "",
      started_on: person?.started_on ?? null,
      ended_on: person?.ended_on ?? null,
      log_place: person?.log_place ?? 0,
    },
    check: ({ name }) => (name.trim() === "" ? { name: msg`Needed` } : {}),
    toRequest: (values, began) => {
      const base = factsOf(began);
      const facts = factsOf(values);
      return person ? { id: person.id, customer: customer.id, ...changed(base, facts), base: { ...base, log_place: began.log_place } } : { customer: customer.id, ...facts };
    },
    onSaved: ({ transaction }) => {
      showChange({ message: person ? t`Person changed` : t`Person added`, transaction });
      onClose();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title={person ? t`Change the person` : t`New person at ${customer.name}`} submitLabel={t`Save`} opened={opened} onClose={onClose} record={record}>
      <FormSection title={t`Who and how to reach`}>
        <FormRow>
          <TextInput label={t`Name`} data-autofocus {...form.getInputProps("name")} />
          <TextInput label={t`Title`} {...form.getInputProps("title")} />
        </FormRow>
        <FormRow>
          <TextInput label={t`Telephone`} type="tel" {...form.getInputProps("phone")} />
          <TextInput label={t`E-mail`} type="email" {...form.getInputProps("email")} />
        </FormRow>
        <Checkbox size="xs" label={t`The first to call here`} {...form.getInputProps("primary", { type: "checkbox" })} />
      </FormSection>
      <FormSection title={t`Place in decisions`}>
        <FormRow>
          <Select
            label={t`Role`}
            clearable
            data={(Object.keys(stakeholderWords) as StakeholderRole[]).map((role) => ({ value: role, label: i18n._(stakeholderWords[role]) }))}
            {...form.getInputProps("role")}
          />
          <Select
            label={t`Stance towards us`}
            clearable
            data={(Object.keys(stanceWords) as Stance[]).map((stance) => ({ value: stance, label: i18n._(stanceWords[stance]) }))}
            {...form.getInputProps("stance")}
          />
        </FormRow>
        <NumberInput label={t`Influence, 0–10`} min={0} max={10} allowDecimal={false} w={140} {...form.getInputProps("influence")} />
      </FormSection>
      <FormSection title={t`Good to know`}>
        <Textarea label={t`Preferences, topics, how to treat`} autosize minRows={2} maxRows={8} {...form.getInputProps("notes")} />
        <FormRow>
          <DateField label={t`Birthday`} clearable {...form.getInputProps("birthday")} />
          <DateField label={t`Here since`} clearable {...form.getInputProps("started_on")} />
          <DateField label={t`Left on`} clearable {...form.getInputProps("ended_on")} />
        </FormRow>
      </FormSection>
    </FormDrawer>
  );
}
