import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";

import { FormDrawer, useRecordForm } from "@/components/form";
import { checkNewPassphrase, NewPassphrase, PassphraseInput } from "@/components/passphrase";
import { showNotice } from "@/shared/changes";
import { useStatus } from "@/shared/status";

type Passphrases = { current: string; new: string; repeat: string };

/** What is wrong before the program is asked. */
function checkPassphrases({ current, new: fresh, repeat }: Passphrases): Partial<Record<keyof Passphrases, MessageDescriptor>> {
  const { passphrase, ...rest } = checkNewPassphrase(fresh, repeat);
  return { ...(current === "" ? { current: msg`Needed` } : {}), ...(passphrase ? { new: passphrase } : {}), ...rest };
}

/** Another passphrase for the same key: nothing is encrypted anew. */
export function ChangePassphraseDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const firm = useStatus()?.firm ?? "";
  const record = useRecordForm({
    command: "change_passphrase",
    initialValues: { current: "", new: "", repeat: "" },
    check: checkPassphrases,
    fieldOfCode: { wrong_passphrase: "current", weak_passphrase: "new" },
    toRequest: ({ current, new: fresh }) => ({ current, new: fresh }),
    onSaved: () => {
      showNotice(t`Passphrase changed`);
      onClose();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title={t`Change the passphrase`} submitLabel={t`Change the passphrase`} record={record} opened={opened} onClose={onClose}>
      <PassphraseInput label={t`The passphrase now`} {...form.getInputProps("current")} autoComplete="current-password" data-autofocus />
      <NewPassphrase
        label={t`The new passphrase`}
        value={form.values.new}
        onChange={(value) => form.setFieldValue("new", value)}
        error={form.errors["new"]}
        repeat={form.values.repeat}
        onRepeat={(value) => form.setFieldValue("repeat", value)}
        repeatError={form.errors["repeat"]}
        known={[firm]}
      />
      <Text size="sm" c="dimmed">
        <Trans>Backups made before this still open with the passphrase of their time.</Trans>
      </Text>
    </FormDrawer>
  );
}
