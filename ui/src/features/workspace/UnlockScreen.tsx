import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";

import type { Status } from "@/ipc/bindings/Status";
import { errorMessage } from "@/ipc/errors";
import { useChange } from "@/shared/data";
import { statusChanged } from "@/shared/status";

import { Doorway } from "./Doorway";

/** The workspace is locked: the passphrase opens it, or the key that this machine remembers. */
export function UnlockScreen({ status }: { status: Status }) {
  const { t, i18n } = useLingui();
  const [passphrase, setPassphrase] = useState("");
  const [remember, setRemember] = useState(status.remembered);
  const unlock = useChange("unlock", { onDone: statusChanged, onProblem: () => {} });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate({ passphrase, remember });
  };
  return (
    <Doorway>
      <form onSubmit={submit}>
        <Stack>
          <div>
            <Title order={1}>Pelikirja</Title>
            <Text c="dimmed">
              <Trans>The workspace is locked.</Trans>
            </Text>
          </div>
          <PasswordInput
            label={t`Passphrase`}
            name="passphrase"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={unlock.error && i18n._(errorMessage(unlock.error))}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t`Show or hide the passphrase` }}
            data-autofocus
            autoFocus
          />
          {status.key_store && (
            <Checkbox
              label={t`Remember on this machine`}
              checked={remember}
              onChange={(event) => setRemember(event.currentTarget.checked)}
            />
          )}
          <Button type="submit" loading={unlock.isPending} disabled={passphrase === ""}>
            <Trans>Open</Trans>
          </Button>
          {status.remembered && (
            <Button variant="default" onClick={() => unlock.mutate({ remember: true })} disabled={unlock.isPending}>
              <Trans>Open with the remembered key</Trans>
            </Button>
          )}
        </Stack>
      </form>
    </Doorway>
  );
}
