import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Input, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { useId, useState } from "react";

import { FormDrawer, useRecordForm } from "@/components/form";
import type { Invite } from "@/ipc/bindings/Invite";
import type { Invited } from "@/ipc/bindings/Invited";
import type { Role } from "@/ipc/bindings/Role";
import { syncChanged } from "@/shared/data";
import { useMembers } from "@/shared/status";
import { roleWords } from "@/shared/words";

import { InvitedDrawer } from "./InvitedDrawer";
import { roleDescriptions } from "./roles";

type Whom = "new" | "known";
export type InviteValues = { whom: Whom; member: string; name: string; role: Role; days: string };

/** For how long the words can be used, days; the program takes 1 to 90. */
const spans = [1, 7, 30] as const;

export function checkInvite({ whom, member, name }: InviteValues): Partial<Record<keyof InviteValues, typeof needed>> {
  if (whom === "new") return name.trim() === "" ? { name: needed } : {};
  return member === "" ? { member: needed } : {};
}

const needed = msg`Needed`;

/** Somebody new comes with a name and a role; who is a member already keeps the role. */
export function toInvite({ whom, member, name, role, days }: InviteValues): Invite {
  return { ...(whom === "new" ? { name: name.trim(), role } : { member }), days: Number(days) };
}

interface InviteDrawerProps {
  /** Whose machine it will be; null asks. */
  member: string | null;
  folder: string | null;
  opened: boolean;
  onClose: () => void;
}

/** Whom to invite; then the words, which are shown this once. */
export function InviteDrawer({ member, folder, opened, onClose }: InviteDrawerProps) {
  const [invited, setInvited] = useState<(Invited & { name: string }) | null>(null);
  const [shown, setShown] = useState(false);
  return (
    <>
      <InviteForm
        key={`${opened} ${member ?? ""}`}
        member={member}
        opened={opened}
        onClose={onClose}
        onInvited={(answer) => {
          onClose();
          setInvited(answer);
          setShown(true);
        }}
      />
      <InvitedDrawer invited={invited} folder={folder} opened={shown} onClose={() => setShown(false)} onClosed={() => setInvited(null)} />
    </>
  );
}

interface InviteFormProps {
  member: string | null;
  opened: boolean;
  onClose: () => void;
  onInvited: (invited: Invited & { name: string }) => void;
}

function InviteForm({ member, opened, onClose, onInvited }: InviteFormProps) {
  const { t, i18n } = useLingui();
  const whomLabel = useId();
  const members = useMembers();
  const record = useRecordForm({
    command: "invite",
    initialValues: { whom: member === null ? "new" : "known", member: member ?? "", name: "", role: "manager", days: "7" } as InviteValues,
    check: checkInvite,
    toRequest: toInvite,
    onSaved: (answer, values) => {
      syncChanged();
      onInvited({ ...answer, name: values.whom === "new" ? values.name.trim() : (members.get(values.member)?.name ?? "") });
    },
  });
  const { form } = record;
  const { whom, role } = form.values;
  return (
    <FormDrawer title={t`Invite`} submitLabel={t`Make the invitation`} record={record} opened={opened} onClose={onClose}>
      <Input.Wrapper label={<span id={whomLabel}>{t`Whom`}</span>} labelElement="div">
        <div>
          <SegmentedControl
            aria-labelledby={whomLabel}
            value={whom}
            onChange={(value) => form.setFieldValue("whom", value as Whom)}
            data={[
              { value: "new", label: t`Somebody new` },
              { value: "known", label: t`A person of the firm` },
            ]}
          />
        </div>
      </Input.Wrapper>
      {whom === "new" ? (
        <>
          <TextInput label={t`Name`} {...form.getInputProps("name")} data-autofocus />
          <Select
            label={t`Role`}
            description={i18n._(roleDescriptions[role])}
            data={Object.entries(roleWords).map(([value, words]) => ({ value, label: i18n._(words) }))}
            {...form.getInputProps("role")}
          />
        </>
      ) : (
        <Select
          label={t`Whose machine`}
          description={t`The first one or another one: the person keeps the role.`}
          data={[...members.values()].filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          {...form.getInputProps("member")}
        />
      )}
      <Select
        label={t`The words work for`}
        data={spans.map((days) => ({ value: String(days), label: days === 1 ? t`one day` : t`${days} days` }))}
        {...form.getInputProps("days")}
      />
      <Text size="sm" c="dimmed">
        <Trans>You get twelve words. With them, and with the right to the shared folder, one machine can join.</Trans>
      </Text>
    </FormDrawer>
  );
}
