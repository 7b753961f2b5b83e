import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text, TextInput } from "@mantine/core";
import { IconFolder, IconFolderShare } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";

import { useRecordForm } from "@/components/form";
import { Section } from "@/components/record";
import { chooseFolder } from "@/ipc/files";
import { showProblem } from "@/shared/changes";
import { syncChanged } from "@/shared/data";
import { useStatus } from "@/shared/status";

import classes from "./Sharing.module.css";

/** Why one shares a firm, and the folder that it is to be shared through. */
export function NotShared() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const demo = useStatus()?.demo ?? false;
  const record = useRecordForm({
    command: "share_workspace",
    initialValues: { folder: "", device_name: "" },
    check: ({ folder }) => (folder.trim() === "" ? { folder: msg`Choose the folder first` } : {}),
    fieldOfCode: { folder_taken: "folder", file_not_found: "folder", read_only: "folder", disk_full: "folder" },
    toRequest: ({ folder, device_name }) => ({ folder: folder.trim(), ...(device_name.trim() === "" ? {} : { device_name: device_name.trim() }) }),
    onSaved: () => {
      syncChanged();
      void navigate({ to: "/sharing/recovery" });
    },
  });
  const { form } = record;
  const choose = () =>
    chooseFolder(t`The folder that the firm shares`).then((folder) => {
      if (folder !== null) form.setFieldValue("folder", folder);
    }, showProblem);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    record.submit();
  };
  const why = (
    <Text maw="36rem">
      <Trans>
        Everybody has the whole firm on their own machine and works without a connection, too. The machines exchange their changes through a folder that the firm already has: in OneDrive, Dropbox, Google Drive, iCloud, Nextcloud,
        Syncthing or on a network drive.
      </Trans>
    </Text>
  );
  if (demo) {
    return (
      <Section title={t`Several people, several machines`}>
        {why}
        <Text c="dimmed" mt="sm">
          <Trans>The demo firm is not shared. Start with your own firm first.</Trans>
        </Text>
      </Section>
    );
  }
  return (
    <Section title={t`Several people, several machines`}>
      <form onSubmit={submit} noValidate aria-label={t`Share the firm`} className={classes.form}>
        {why}
        <TextInput
          label={t`Folder`}
          description={t`Make an empty folder of its own for this, for example “Pelikirja”, where those whom you will invite can reach it.`}
          {...form.getInputProps("folder")}
          leftSection={<IconFolder size={16} stroke={1.5} aria-hidden />}
          rightSection={
            <Button variant="subtle" size="compact-sm" onClick={() => void choose()}>
              <Trans>Choose</Trans>
            </Button>
          }
          rightSectionWidth={84}
          spellCheck={false}
        />
        <TextInput label={t`Name of this machine`} description={t`As the others see it. Empty takes the name that the system gives it.`} {...form.getInputProps("device_name")} maxLength={100} />
        {record.problem && (
          <Text size="sm" c="var(--pk-bad)" role="alert">
            {record.problem}
          </Text>
        )}
        <div>
          <Button type="submit" leftSection={<IconFolderShare size={16} stroke={1.5} />} loading={record.saving}>
            <Trans>Share</Trans>
          </Button>
        </div>
      </form>
    </Section>
  );
}
