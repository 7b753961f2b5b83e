import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Text, TextInput } from "@mantine/core";

import { useRecordForm } from "@/components/form/useRecordForm";
import { NewPassphrase } from "@/components/passphrase";
import { useLanguage } from "@/shared/language";
import { statusChanged, useStatus } from "@/shared/status";

import { checkWorkspace, emptyWorkspace, toCreateWorkspace } from "./createWorkspace";
import { DoorwayForm } from "./DoorwayForm";
import { FolderChoice } from "./FolderChoice";

/** The firm, who one is, and the passphrase that locks it all. */
export function CreateWorkspaceForm({ onBack }: { onBack: () => void }) {
  const { t } = useLingui();
  const language = useLanguage();
  const status = useStatus();
  const record = useRecordForm({
    command: "create_workspace",
    initialValues: emptyWorkspace,
    check: checkWorkspace,
    fieldOfCode: { weak_passphrase: "passphrase", workspace_exists: "folder", read_only: "folder", file_not_found: "folder" },
    toRequest: (values) => toCreateWorkspace(values, language),
    onSaved: statusChanged,
  });
  const { form } = record;
  const { passphrase, repeat, firm, member, folder } = form.values;
  return (
    <DoorwayForm title={t`Start with our firm`} submitLabel={t`Make the workspace`} record={record} onBack={onBack}>
      <TextInput label={t`The firm's name`} {...form.getInputProps("firm")} autoFocus required withAsterisk={false} />
      <TextInput label={t`Your name`} {...form.getInputProps("member")} autoComplete="name" required withAsterisk={false} />
      <NewPassphrase
        label={t`Passphrase`}
        value={passphrase}
        onChange={(value) => form.setFieldValue("passphrase", value)}
        error={form.errors["passphrase"]}
        repeat={repeat}
        onRepeat={(value) => form.setFieldValue("repeat", value)}
        repeatError={form.errors["repeat"]}
        known={[firm, member]}
      />
      {status?.key_store && (
        <Checkbox
          label={t`Remember on this machine`}
          description={t`The key store of the operating system keeps the key; then you need not type the passphrase here.`}
          {...form.getInputProps("remember", { type: "checkbox" })}
        />
      )}
      <FolderChoice folder={folder} onChange={(chosen) => form.setFieldValue("folder", chosen)} error={form.errors["folder"]} />
      {record.saving && (
        <Text size="sm" c="dimmed" role="status">
          <Trans>Making the key strong takes a moment.</Trans>
        </Text>
      )}
    </DoorwayForm>
  );
}
