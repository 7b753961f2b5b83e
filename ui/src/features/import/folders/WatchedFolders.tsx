import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Switch, Text, Tooltip } from "@mantine/core";
import { IconPencil, IconPlus, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { Section } from "@/components/record";
import { TextSkeleton } from "@/components/Skeletons";
import type { SaveWatchedFolder } from "@/ipc/bindings/SaveWatchedFolder";
import type { WatchedFolder } from "@/ipc/bindings/WatchedFolder";
import { call } from "@/ipc/call";
import { showLocalChange, showNotice } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";

import { kindWords } from "../words";
import { folderProblem } from "./folderProblem";
import classes from "./Folders.module.css";
import { scannedWords } from "./scanned";
import { WatchedFolderForm } from "./WatchedFolderForm";

const fresh: SaveWatchedFolder = { folder: "", kind: "orders", prefix: "", active: true };

/** The folders of this machine whose files are imported as they come. */
export function WatchedFolders() {
  const { t, i18n } = useLingui();
  const folders = useCommand("list_watched_folders", {});
  const [editing, setEditing] = useState<SaveWatchedFolder | null>(null);
  const scan = useChange("scan_watched_folders", {
    onDone: (files) => showNotice(scannedWords(i18n, files)),
  });
  const mayImport = usePermissions().may("import");
  const any = (folders.data?.length ?? 0) > 0;
  return (
    <Section
      title={t`Watched folders`}
      actions={
        mayImport && (
          <Group gap="xs">
            {any && (
              <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconRefresh size={14} />} loading={scan.isPending} onClick={() => scan.mutate({})}>
                <Trans>Look for new files now</Trans>
              </Button>
            )}
            <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => setEditing(fresh)}>
              <Trans>Watch a folder</Trans>
            </Button>
          </Group>
        )
      }
    >
      {folders.error ? (
        <ErrorState error={folders.error} retry={() => void folders.refetch()} />
      ) : !folders.data ? (
        <TextSkeleton lines={2} />
      ) : any ? (
        <ul className={classes.folders}>
          {folders.data.map((folder) => (
            <FolderRow key={folder.id} folder={folder} onEdit={mayImport ? () => setEditing(requestOf(folder)) : undefined} />
          ))}
        </ul>
      ) : (
        <Text size="sm" c="dimmed" maw={620}>
          <Trans>If accounting exports orders to a folder every night, let Pelikirja watch it: new files are imported by themselves, and wrong rows are set aside.</Trans>
        </Text>
      )}
      <WatchedFolderForm opened={editing !== null} initial={editing ?? fresh} onClose={() => setEditing(null)} />
    </Section>
  );
}

function requestOf({ id, folder, kind, prefix, mapping, active }: WatchedFolder): SaveWatchedFolder {
  return { id, folder, kind, prefix, active, ...(mapping ? { mapping } : {}) };
}

interface FolderRowProps {
  folder: WatchedFolder;
  /** Undefined for who may not import. */
  onEdit: (() => void) | undefined;
}

function FolderRow({ folder, onEdit }: FolderRowProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const save = useChange("save_watched_folder", {
    onDone: () => showLocalChange({ message: t`Watched folder changed`, undone: t`The watched folder is as it was before`, undo: () => call("save_watched_folder", requestOf(folder)) }),
  });
  const remove = useChange("delete_watched_folder", {
    onDone: () => showLocalChange({ message: t`The folder is no longer watched`, undone: t`The folder is watched again`, undo: () => call("restore_watched_folder", folder) }),
  });
  const { prefix } = folder;
  const when = folder.last_import_at === null ? null : format.dateTime(folder.last_import_at);
  const kind = i18n._(kindWords[folder.kind]);
  return (
    <li className={classes.folder} data-off={!folder.active || undefined}>
      {onEdit && (
        <Switch
          size="xs"
          aria-label={t`Watch ${folder.folder}`}
          checked={folder.active}
          onChange={(event) => save.mutate({ ...requestOf(folder), active: event.currentTarget.checked })}
        />
      )}
      <div className={classes.about}>
        <div className={classes.path}>{folder.folder}</div>
        <div className={classes.detail}>
          {kind}
          {prefix !== "" && (
            <>
              {" · "}
              <Trans>names that begin with “{prefix}”</Trans>
            </>
          )}
          {" · "}
          {when === null ? <Trans>nothing imported yet</Trans> : <Trans>last import {when}</Trans>}
        </div>
        {folder.last_error !== null && <div className={classes.error}>{i18n._(folderProblem(folder.last_error, folder.folder))}</div>}
      </div>
      {onEdit && (
        <>
          <Tooltip label={t`Change`}>
            <ActionIcon onClick={onEdit} aria-label={t`Change: ${folder.folder}`}>
              <IconPencil size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t`Stop watching`}>
            <ActionIcon onClick={() => remove.mutate({ id: folder.id })} loading={remove.isPending} aria-label={t`Stop watching: ${folder.folder}`}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </li>
  );
}
