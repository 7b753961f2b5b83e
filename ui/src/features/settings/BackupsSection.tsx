import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { IconDatabaseExport, IconFolder } from "@tabler/icons-react";
import { useEffect } from "react";

import { ErrorState } from "@/components/ErrorState";
import { JobProgress } from "@/components/JobProgress";
import { TextSkeleton } from "@/components/Skeletons";
import { chooseFolder, chooseTarget } from "@/ipc/files";
import { showNotice, showProblem } from "@/shared/changes";
import { commandKey, queryClient, useChange, useCommand } from "@/shared/data";
import { today, useFormat } from "@/shared/format";
import { useStatus } from "@/shared/status";

import classes from "./Settings.module.css";
import { SettingsSection } from "./SettingsSection";
import { useMachine } from "./useMachine";

const backupsKey = commandKey("list_backups", {});

/** Daily backups, one at will, and how to come back from one. */
export function BackupsSection() {
  const { t } = useLingui();
  const format = useFormat();
  const demo = useStatus()?.demo ?? false;
  const { settings, save } = useMachine();
  const backups = useCommand("list_backups", {});
  const make = useChange("make_backup", {
    onDone: ({ bytes }) => {
      const size = format.bytes(bytes);
      showNotice(t`Backup made: ${size}`);
      void queryClient.invalidateQueries({ queryKey: backupsKey });
    },
  });

  // Files come without the program telling; the next visit looks again.
  useEffect(() => () => queryClient.removeQueries({ queryKey: backupsKey }), []);

  const backUp = () =>
    chooseTarget(t`Back up to`, `pelikirja-${today()}.pelikirja-backup`, [{ name: t`Backup of Pelikirja`, extensions: ["pelikirja-backup"] }]).then((path) => {
      if (path !== null) make.mutate({ path });
    }, showProblem);
  const chooseBackupFolder = () =>
    chooseFolder(t`Folder of the daily backups`).then((folder) => {
      if (folder !== null) save({ backup_folder: folder });
    }, showProblem);
  const files = backups.data ?? [];

  return (
    <SettingsSection
      anchor="backups"
      title={t`Backups`}
      description={<Trans>Once a day the whole workspace is written to one encrypted file; the last seven are kept. It opens with the passphrase of its day.</Trans>}
      actions={
        <Button variant="default" leftSection={<IconDatabaseExport size={16} stroke={1.5} />} onClick={() => void backUp()} loading={make.isPending}>
          <Trans>Back up now</Trans>
        </Button>
      }
    >
      {make.isPending && <JobProgress kind="backup" title={t`Making a backup`} />}
      {backups.error && <ErrorState error={backups.error} retry={() => void backups.refetch()} />}
      {backups.isPending && <TextSkeleton lines={3} />}
      {backups.data && files.length === 0 && (
        <Text size="sm" c="dimmed">
          {demo ? <Trans>The demo firm is not backed up by itself: it can be made again.</Trans> : <Trans>No daily backup in this folder yet. The next one is made by itself.</Trans>}
        </Text>
      )}
      {files.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t`Made`}</th>
              <th scope="col">{t`File`}</th>
              <th scope="col" className={classes.number}>{t`Size`}</th>
            </tr>
          </thead>
          <tbody>
            {files.map(({ path, at, bytes }) => (
              <tr key={path}>
                <td>{format.dateTime(at)}</td>
                <td className={classes.words} title={path}>
                  {path.split(/[\\/]/).at(-1)}
                </td>
                <td className={classes.number}>{format.bytes(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div>
        <Text size="sm" fw={500}>
          <Trans>Folder of the daily backups</Trans>
        </Text>
        <Text size="sm" c="dimmed" className={classes.words} mb={6}>
          {settings?.backup_folder ?? <Trans>In the folder of the workspace. Another disk or a shared folder is safer: one broken disk then does not take both.</Trans>}
        </Text>
        <Group gap="xs">
          <Button variant="default" leftSection={<IconFolder size={16} stroke={1.5} />} onClick={() => void chooseBackupFolder()}>
            <Trans>Choose another folder</Trans>
          </Button>
          {settings?.backup_folder != null && (
            <Button variant="subtle" color="gray" onClick={() => save({ backup_folder: null })}>
              <Trans>Use the usual one</Trans>
            </Button>
          )}
        </Group>
      </div>
      <div>
        <Text size="sm" fw={500}>
          <Trans>To restore a backup</Trans>
        </Text>
        <Text size="sm" c="dimmed">
          <Trans>Lock the workspace, choose “Restore a backup” under the passphrase and show the file. It opens beside this workspace and overwrites nothing.</Trans>
        </Text>
      </div>
    </SettingsSection>
  );
}
