import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Text, TextInput } from "@mantine/core";

import { DateField, FormDrawer, useRecordForm } from "@/components/form";
import { SearchPicker } from "@/components/SearchPicker";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { Person } from "@/ipc/bindings/Person";
import { showChange } from "@/shared/changes";
import { today } from "@/shared/format";

interface ChangeEmployerDrawerProps {
  customer: CustomerName;
  person: Person;
  onClose: () => void;
}

/** A person leaves this customer for another; what was done together stays with both. */
export function ChangeEmployerDrawer({ customer, person, onClose }: ChangeEmployerDrawerProps) {
  const { t } = useLingui();
  const record = useRecordForm({
    command: "change_employer",
    initialValues: { to: null as CustomerName | null, title: "", on: today() as string | null },
    check: ({ to, on }) => ({ ...(to === null ? { to: msg`Choose the customer` } : {}), ...(on === null ? { on: msg`Choose a day` } : {}) }),
    toRequest: ({ to, title, on }) => ({
      person: person.id,
      from: customer.id,
      to: to?.id ?? "",
      on: on ?? today(),
      ...(title.trim() === "" ? {} : { title: title.trim() }),
    }),
    onSaved: ({ transaction }, { to }) => {
      const employer = to?.name ?? "";
      showChange({ message: t`${person.name} works at ${employer} now`, transaction });
      onClose();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title={t`${person.name} has changed employer`} submitLabel={t`Save`} opened onClose={onClose} record={record}>
      <Text size="sm" c="dimmed">
        {t`Leaves ${customer.name}. The contacts so far stay on both timelines.`}
      </Text>
      <SearchPicker
        label={t`New employer`}
        kinds={["customer"]}
        except={customer.id}
        picked={form.values.to?.name ?? ""}
        onPick={({ id, title }) => form.setFieldValue("to", { id, name: title })}
        error={form.errors["to"]}
        autoFocus
      />
      <TextInput label={t`Title there`} {...form.getInputProps("title")} />
      <DateField label={t`From`} {...form.getInputProps("on")} />
    </FormDrawer>
  );
}
