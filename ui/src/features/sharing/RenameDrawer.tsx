import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";

import { FormDrawer, useRecordForm } from "@/components/form";
import type { Device } from "@/ipc/bindings/Device";
import { showLocalChange } from "@/shared/changes";
import { call } from "@/ipc/call";
import { syncChanged } from "@/shared/data";

interface RenameDrawerProps {
  device: Device | null;
  opened: boolean;
  onClose: () => void;
}

/** Another name for a machine, for everybody. */
export function RenameDrawer(props: RenameDrawerProps) {
  return <RenameForm key={`${props.opened} ${props.device?.id ?? ""}`} {...props} />;
}

function RenameForm({ device, opened, onClose }: RenameDrawerProps) {
  const { t } = useLingui();
  const rename = async (name: string) => {
    await call("rename_device", { id: device?.id ?? "", name });
    syncChanged();
  };
  const record = useRecordForm({
    command: "rename_device",
    initialValues: { name: device?.name ?? "" },
    check: ({ name }) => (name.trim() === "" ? { name: msg`Needed` } : {}),
    toRequest: ({ name }) => ({ id: device?.id ?? "", name: name.trim() }),
    onSaved: () => {
      syncChanged();
      const before = device?.name ?? "";
      if (before !== "") showLocalChange({ message: t`Machine renamed`, undone: t`The machine has its old name again`, undo: () => rename(before) });
      onClose();
    },
  });
  return (
    <FormDrawer title={t`Rename the machine`} submitLabel={t`Save`} record={record} opened={opened} onClose={onClose}>
      <TextInput label={t`Name`} {...record.form.getInputProps("name")} maxLength={100} data-autofocus />
    </FormDrawer>
  );
}
