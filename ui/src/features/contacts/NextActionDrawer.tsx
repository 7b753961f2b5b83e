import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Select, Text, TextInput } from "@mantine/core";

import { FormDrawer, useRecordForm } from "@/components/form";
import { DueChoice } from "@/components/nextAction";
import { showChange } from "@/shared/changes";
import { quickDays } from "@/shared/days";
import { today } from "@/shared/format";
import { actionBase, type NextActionRequest, nextActions } from "@/shared/nextActions";
import { useOpening } from "@/shared/opener";
import { useMembers, useStatus } from "@/shared/status";

/** The form of a next action: drawn once by the shell, opened from anywhere with `openNextAction`. */
export function NextActionDrawer() {
  const opening = useOpening(nextActions);
  if (!opening) return null;
  return <NextActionForm key={opening.serial} request={opening.request} opened={opening.opened} />;
}

function NextActionForm({ request, opened }: { request: NextActionRequest; opened: boolean }) {
  const { t } = useLingui();
  const { customer, action, asked = false, afterwards } = request;
  const members = useMembers();
  const me = useStatus()?.me ?? null;
  const close = () => {
    nextActions.close();
    afterwards?.();
  };
  const record = useRecordForm({
    command: "save_next_action",
    initialValues: {
      text: action?.text ?? "",
      due: action?.due ?? (quickDays(today()).week as string | null),
      owner: action?.owner ?? me,
    },
    check: ({ text, due }) => ({
      ...(text.trim() === "" ? { text: msg`Needed` } : {}),
      ...(due === null ? { due: msg`Choose a day` } : {}),
    }),
    toRequest: ({ text, due, owner }, began) => ({
      ...(action ? { id: action.id, base: actionBase(action) } : {}),
      customer: customer.id,
      text: text.trim(),
      due: due ?? today(),
      ...(owner === null || (action && owner === began.owner) ? {} : { owner }),
    }),
    onSaved: ({ transaction }) => {
      showChange({ message: action ? t`Next action changed` : t`Next action added`, transaction });
      close();
    },
  });
  const { form } = record;
  const active = [...members.values()].filter((member) => member.active || member.id === form.values.owner);
  return (
    <FormDrawer
      title={asked ? t`What next?` : action ? t`Change the next action` : t`New next action`}
      submitLabel={t`Save`}
      {...(asked ? { cancelLabel: t`Not now` } : {})}
      opened={opened}
      onClose={close}
      record={record}
    >
      <Text size="sm" c="dimmed">
        {asked ? t`${customer.name} has no next action now.` : customer.name}
      </Text>
      <TextInput label={t`What`} placeholder={t`Call about the offer`} data-autofocus {...form.getInputProps("text")} />
      <DueChoice label={t`When`} value={form.values.due} onChange={(due) => form.setFieldValue("due", due)} error={form.errors["due"]} />
      <Select
        label={t`Who`}
        data={active.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        {...form.getInputProps("owner")}
      />
    </FormDrawer>
  );
}
