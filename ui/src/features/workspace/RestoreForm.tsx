import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text, TextInput } from "@mantine/core";
import { IconFileZip } from "@tabler/icons-react";

import { useRecordForm } from "@/components/form/useRecordForm";
import { PassphraseInput } from "@/components/passphrase";
import { chooseFile } from "@/ipc/files";
import { showProblem } from "@/shared/changes";
import { statusChanged } from "@/shared/status";

import { DoorwayForm } from "./DoorwayForm";
import { FolderChoice } from "./FolderChoice";

/** A backup becomes a workspace again, in a folder of its own: nothing that exists is overwritten. */
export function RestoreForm({ onBack }: { onBack: () => void }) {
  const { t } = useLingui();
  const record = useRecordForm({
    command: "restore_backup",
    initialValues: { path: "", passphrase: "", folder: null as string | null },
    check: ({ path, passphrase }) => ({ ...(path === "" ? { path: msg`Needed` } : {}), ...(passphrase === "" ? { passphrase: msg`Needed` } : {}) }),
    fieldOfCode: { wrong_passphrase: "passphrase", bad_backup: "path", file_not_found: "path", file_unreadable: "path", workspace_exists: "folder", read_only: "folder" },
    toRequest: ({ path, passphrase, folder }) => ({ path, passphrase, ...(folder === null ? {} : { folder }) }),
    onSaved: statusChanged,
  });
  const { form } = record;
  const choose = () =>
    chooseFile(t`Choose a backup`, [{ name: t`Backup of Pelikirja`, extensions: ["pelikirja-backup"] }]).then((path) => {
      if (path !== null) form.setFieldValue("path", path);
    }, showProblem);
  return (
    <DoorwayForm
      title={t`Restore a backup`}
      lead={<Trans>The backup opens as a workspace of its own. What is on this machine already stays as it is.</Trans>}
      submitLabel={t`Restore and open`}
      record={record}
      onBack={onBack}
    >
      <TextInput
        label={t`The backup file`}
        placeholder={t`Name ends in .pelikirja-backup`}
        value={form.values.path}
        onChange={(event) => form.setFieldValue("path", event.currentTarget.value)}
        error={form.errors["path"]}
        leftSection={<IconFileZip size={16} stroke={1.5} aria-hidden />}
        rightSection={
          <Button variant="subtle" size="compact-sm" onClick={() => void choose()} autoFocus>
            <Trans>Choose</Trans>
          </Button>
        }
        rightSectionWidth={84}
        spellCheck={false}
        required
        withAsterisk={false}
      />
      <PassphraseInput
        label={t`Passphrase of the backup`}
        description={t`The one that was in force when the backup was made.`}
        {...form.getInputProps("passphrase")}
        required
      />
      <FolderChoice folder={form.values.folder} onChange={(folder) => form.setFieldValue("folder", folder)} error={form.errors["folder"]} />
      {record.saving && (
        <Text size="sm" c="dimmed" role="status">
          <Trans>Restoring and checking the backup.</Trans>
        </Text>
      )}
    </DoorwayForm>
  );
}
