import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";

import { errorMessage, fieldMessages } from "@/ipc/errors";
import { useChange } from "@/shared/data";
import { useLanguage } from "@/shared/language";
import { statusChanged, useStatus } from "@/shared/status";

import { PassphraseStrength } from "./PassphraseStrength";

/** The firm, who one is, and the passphrase that locks it all. */
export function CreateWorkspaceForm({ onBack }: { onBack: () => void }) {
  const { t, i18n } = useLingui();
  const language = useLanguage();
  const status = useStatus();
  const [firm, setFirm] = useState("");
  const [member, setMember] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [remember, setRemember] = useState(false);
  const create = useChange("create_workspace", { onDone: statusChanged, onProblem: () => {} });
  const wrong = create.error ? fieldMessages(create.error) : {};
  const words = (field: string) => wrong[field] && i18n._(wrong[field]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ firm, member, passphrase, remember, language });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1}>
          <Trans>Start with our firm</Trans>
        </Title>
        <TextInput label={t`The firm's name`} name="firm" value={firm} onChange={(event) => setFirm(event.currentTarget.value)} error={words("firm")} required autoFocus />
        <TextInput label={t`Your name`} name="member" value={member} onChange={(event) => setMember(event.currentTarget.value)} error={words("member")} required />
        <div>
          <PasswordInput
            label={t`Passphrase`}
            name="passphrase"
            description={t`Several words are easy to remember and hard to guess. Nobody can recover it for you.`}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={words("passphrase")}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": t`Show or hide the passphrase` }}
            required
          />
          <PassphraseStrength passphrase={passphrase} known={[firm, member]} />
        </div>
        {status?.key_store && (
          <Checkbox label={t`Remember on this machine`} checked={remember} onChange={(event) => setRemember(event.currentTarget.checked)} />
        )}
        {create.error && create.error.code !== "invalid_field" && (
          <Text size="sm" c="var(--pk-bad)" role="alert">
            {i18n._(errorMessage(create.error))}
          </Text>
        )}
        <Group justify="space-between">
          <Button variant="subtle" color="gray" onClick={onBack} disabled={create.isPending}>
            <Trans>Back</Trans>
          </Button>
          <Button type="submit" loading={create.isPending} disabled={!firm || !member || !passphrase}>
            <Trans>Make the workspace</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
