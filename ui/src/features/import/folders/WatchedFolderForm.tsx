import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Input, Select, Switch, Text, TextInput } from "@mantine/core";

import { useId } from "react";

import { FormDrawer, useRecordForm } from "@/components/form";
import type { ImportKind } from "@/ipc/bindings/ImportKind";
import type { SaveWatchedFolder } from "@/ipc/bindings/SaveWatchedFolder";
import { call } from "@/ipc/call";
import { chooseFolder } from "@/ipc/files";
import { showLocalChange, showProblem } from "@/shared/changes";

import { kindWords } from "../words";

interface WatchedFolderFormProps {
  opened: boolean;
  onClose: () => void;
  /** The folder to change, or what is known of a new one. */
  initial: SaveWatchedFolder;
}

/** Which files of which folder are imported as they come. */
export function WatchedFolderForm({ opened, onClose, initial }: WatchedFolderFormProps) {
  return opened ? <OpenForm key={initial.id ?? "new"} initial={initial} onClose={onClose} /> : null;
}

function OpenForm({ initial, onClose }: Omit<WatchedFolderFormProps, "opened">) {
  const { t, i18n } = useLingui();
  const field = useId();
  const record = useRecordForm({
    command: "save_watched_folder",
    initialValues: { folder: initial.folder, kind: initial.kind, prefix: initial.prefix, active: initial.active },
    check: ({ folder }) => (folder.trim() === "" ? { folder: msg`Choose a folder` } : {}),
    toRequest: (values): SaveWatchedFolder => {
      // A mapping chosen for orders says nothing of customers.
      const mapping = initial.mapping && initial.mapping.kind === values.kind ? { mapping: initial.mapping } : {};
      return { ...(initial.id ? { id: initial.id } : {}), ...values, folder: values.folder.trim(), prefix: values.prefix.trim(), ...mapping };
    },
    onSaved: ({ id }) => {
      if (initial.id) showLocalChange({ message: t`Watched folder changed`, undone: t`The watched folder is as it was before`, undo: () => call("save_watched_folder", initial) });
      else showLocalChange({ message: t`Folder added to the watched ones`, undone: t`The folder is no longer watched`, undo: () => call("delete_watched_folder", { id }) });
      onClose();
    },
  });
  const { form } = record;
  const choose = async () => {
    try {
      const folder = await chooseFolder(t`Choose a folder to watch`);
      if (folder !== null) form.setFieldValue("folder", folder);
    } catch (problem) {
      showProblem(problem);
    }
  };
  const kept = initial.mapping && initial.mapping.kind === form.values.kind ? initial.mapping.source_name : null;
  return (
    <FormDrawer opened title={initial.id ? t`Watched folder` : t`Watch a folder`} record={record} submitLabel={t`Save`} onClose={onClose}>
      <Input.Wrapper id={field} label={t`Folder`} description={t`On this machine; also a shared or network folder.`} error={form.errors["folder"]}>
        <Group gap="xs" wrap="nowrap" mt={4} mb={form.errors["folder"] === undefined ? 0 : 4}>
          <TextInput id={field} aria-describedby={`${field}-description`} flex={1} data-autofocus {...form.getInputProps("folder")} error={form.errors["folder"] !== undefined} />
          <Button variant="default" onClick={() => void choose()}>
            <Trans>Choose</Trans>
          </Button>
        </Group>
      </Input.Wrapper>
      <Select
        label={t`What the files hold`}
        data={Object.entries(kindWords).map(([value, words]) => ({ value, label: i18n._(words) }))}
        {...form.getInputProps("kind")}
        onChange={(value) => value && form.setFieldValue("kind", value as ImportKind)}
      />
      <TextInput
        label={t`The names begin with`}
        description={t`Other files of the folder are left alone. Empty takes all.`}
        placeholder={t`for example orders-`}
        {...form.getInputProps("prefix")}
      />
      <Switch label={t`Import new files as they come`} {...form.getInputProps("active", { type: "checkbox" })} />
      <Text size="sm" c="dimmed">
        {kept === null ? (
          <Trans>The columns are taken as you last chose them for such files, or as the program recognises them. Rows that are wrong are left out and written to a file to mend.</Trans>
        ) : (
          <Trans>The columns are taken as you chose them for “{kept}”. Rows that are wrong are left out and written to a file to mend.</Trans>
        )}
      </Text>
    </FormDrawer>
  );
}
