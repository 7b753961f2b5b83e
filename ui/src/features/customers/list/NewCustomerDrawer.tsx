import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Select, TextInput } from "@mantine/core";

import { FormDrawer, FormRow, FormSection, useRecordForm } from "@/components/form";
import { showChange } from "@/shared/changes";
import { useMembers, useStatus, useTiers } from "@/shared/status";

interface NewCustomerDrawerProps {
  opened: boolean;
  onClose: () => void;
  /** Goes on with the customer that was made. */
  onMade: (id: string) => void;
}

/** The form of a new customer: what one knows at once. The rest is filled in on the customer's page. */
export function NewCustomerDrawer(props: NewCustomerDrawerProps) {
  const me = useStatus()?.me ?? null;
  // Another opening is another form.
  return <NewCustomer key={`${props.opened} ${me}`} me={me} {...props} />;
}

function NewCustomer({ me, opened, onClose, onMade }: NewCustomerDrawerProps & { me: string | null }) {
  const { t } = useLingui();
  const members = useMembers();
  const tiers = useTiers();
  const record = useRecordForm({
    command: "save_customer",
    initialValues: {
      name: "",
      business_id: "",
      external_number: "",
      tier: null as string | null,
      owner: me,
      phone: "",
      email: "",
      city: "",
    },
    check: ({ name }) => (name.trim() === "" ? { name: msg`Needed` } : {}),
    toRequest: (values) => values,
    onSaved: ({ id, transaction }) => {
      showChange({ message: t`Customer added`, transaction });
      onClose();
      onMade(id);
    },
  });
  const { form } = record;
  return (
    <FormDrawer title={t`New customer`} submitLabel={t`Add`} opened={opened} onClose={onClose} record={record}>
      <FormSection title={t`Basics`}>
        <TextInput label={t`Name`} data-autofocus {...form.getInputProps("name")} />
        <FormRow>
          <TextInput label={t`Business ID`} placeholder="1234567-1" {...form.getInputProps("business_id")} />
          <TextInput label={t`Customer number`} {...form.getInputProps("external_number")} />
        </FormRow>
      </FormSection>
      <FormSection title={t`Care`}>
        <FormRow>
          <Select label={t`Tier`} data={[...tiers.values()].map(({ id, name }) => ({ value: id, label: name }))} clearable {...form.getInputProps("tier")} />
          <Select
            label={t`Account manager`}
            data={[...members.values()].filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            clearable
            {...form.getInputProps("owner")}
          />
        </FormRow>
      </FormSection>
      <FormSection title={t`Contact details`}>
        <FormRow>
          <TextInput label={t`Telephone`} type="tel" {...form.getInputProps("phone")} />
          <TextInput label={t`E-mail`} type="email" {...form.getInputProps("email")} />
        </FormRow>
        <TextInput label={t`City`} {...form.getInputProps("city")} />
      </FormSection>
    </FormDrawer>
  );
}
