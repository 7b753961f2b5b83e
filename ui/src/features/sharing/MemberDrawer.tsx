import { Plural, useLingui } from "@lingui/react/macro";
import { Checkbox, Select, Text, TextInput } from "@mantine/core";

import { FormDrawer, FormRow, useRecordForm } from "@/components/form";
import { lockedField } from "@/components/guarded";
import type { Member } from "@/ipc/bindings/Member";
import type { Role } from "@/ipc/bindings/Role";
import { showChange } from "@/shared/changes";
import { usePermissions } from "@/shared/permissions";
import { roleWords } from "@/shared/words";

import { checkMember, memberFacts, toSaveMember } from "./member";
import { roleDescriptions } from "./roles";

interface MemberDrawerProps {
  /** Null makes a new one. */
  member: Member | null;
  /** Whether leaving the firm is no more than a mark here: who has machines is removed together with them. */
  leaves: boolean;
  opened: boolean;
  onClose: () => void;
}

/** The form of a person of the firm. The role of one who is there already is changed in the list. */
export function MemberDrawer(props: MemberDrawerProps) {
  // Another opening is another form.
  return <MemberForm key={`${props.opened} ${props.member?.id ?? ""}`} {...props} />;
}

function MemberForm({ member, leaves, opened, onClose }: MemberDrawerProps) {
  const { t, i18n } = useLingui();
  const { may, denied } = usePermissions();
  const nameDenied = denied("member", "name");
  const record = useRecordForm({
    command: "save_member",
    initialValues: memberFacts(member),
    check: checkMember,
    toRequest: (facts, began) => toSaveMember(member, facts, began),
    onSaved: ({ transaction }) => {
      showChange({ message: member ? t`Member changed` : t`Member added`, transaction });
      onClose();
    },
  });
  const { form } = record;
  const left = member !== null && !form.values.active;
  return (
    <FormDrawer title={member ? t`Change the member` : t`New member`} submitLabel={t`Save`} record={record} opened={opened} onClose={onClose}>
      <TextInput label={t`Name`} {...form.getInputProps("name")} {...lockedField(nameDenied)} {...(nameDenied === null ? { "data-autofocus": true } : {})} />
      {member === null && (
        <Select
          label={t`Role`}
          data={Object.entries(roleWords).map(([value, words]) => ({ value, label: i18n._(words) }))}
          description={i18n._(roleDescriptions[form.values.role as Role])}
          {...form.getInputProps("role")}
        />
      )}
      <FormRow>
        <TextInput label={t`E-mail`} type="email" {...form.getInputProps("email")} />
        <TextInput label={t`Telephone`} type="tel" {...form.getInputProps("phone")} />
      </FormRow>
      {leaves && may("member", "active") && (
        <Checkbox label={t`Works here`} description={t`Who has left stays in the history and is not offered any more.`} {...form.getInputProps("active", { type: "checkbox" })} />
      )}
      {left && member.customers > 0 && (
        <Text size="sm" c="var(--pk-warn)" role="status">
          <Plural
            value={member.customers}
            one="# customer still has this person as its owner: choose a new one in the list of customers."
            other="# customers still have this person as their owner: choose a new one in the list of customers."
          />
        </Text>
      )}
    </FormDrawer>
  );
}
