import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Checkbox, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type FormEvent, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";

import { PassphraseInput } from "@/components/passphrase";
import type { ErrorCode } from "@/ipc/bindings/ErrorCode";
import type { Status } from "@/ipc/bindings/Status";
import { errorMessage } from "@/ipc/errors";
import { useChange } from "@/shared/data";
import { useDrawnBefore } from "@/shared/drawnBefore";
import { statusChanged } from "@/shared/status";

import { Doorway } from "./Doorway";
import classes from "./Doorway.module.css";
import { folderName } from "./folderName";
import { LanguageChoice } from "./LanguageChoice";
import { OpenWorkspace, RemoveDemoDialog, RestoreForm } from "./laterForms";

/** The demo firm protects nothing, so its passphrase is no secret. */
const demoPassphrase = "demo";

/** What only a backup mends: then the way to it is a button and not a small link. */
const mendedByBackup: ReadonlySet<ErrorCode> = new Set(["database_damaged", "key_file_damaged"]);

/** The workspace is locked: the passphrase opens it, or the key that this machine remembers. */
export function UnlockScreen({ status }: { status: Status }) {
  const [step, setStep] = useState<"unlock" | "restore" | "open">("unlock");
  const back = () => setStep("unlock");
  return (
    <Doorway corner={<LanguageChoice />}>
      <Suspense fallback={null}>
        {step === "restore" && <RestoreForm onBack={back} />}
        {step === "open" && <OpenWorkspace onBack={back} />}
      </Suspense>
      {step === "unlock" && <UnlockForm key={status.folder} status={status} onRestore={() => setStep("restore")} onOpenOther={() => setStep("open")} />}
    </Doorway>
  );
}

interface UnlockFormProps {
  status: Status;
  onRestore: () => void;
  onOpenOther: () => void;
}

function UnlockForm({ status, onRestore, onOpenOther }: UnlockFormProps) {
  const { t, i18n } = useLingui();
  const [passphrase, setPassphrase] = useState(status.demo ? demoPassphrase : "");
  const [remember, setRemember] = useState(status.remembered);
  const [removing, { open: openRemoving, close: closeRemoving }] = useDisclosure();
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const drawnBefore = useDrawnBefore();
  const unlock = useChange("unlock", { onDone: statusChanged, onProblem: () => field.current?.select() });
  const problem = unlock.error;
  const withoutPassphrase = problem !== null && unlock.variables?.passphrase === undefined;
  const wrong = problem?.code === "wrong_passphrase" && !withoutPassphrase;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!unlock.isPending && passphrase !== "") unlock.mutate({ passphrase, remember });
  };

  useLayoutEffect(() => {
    if (!drawnBefore) return;
    if (field.current) setPassphrase(field.current.value);
    if (box.current) setRemember(box.current.checked);
  }, [drawnBefore]);
  useEffect(() => {
    // What is prefilled is selected, so that typing replaces it and Enter takes it. What was typed already is left alone.
    if (!drawnBefore) field.current?.select();
  }, [drawnBefore]);

  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack>
          <div>
            <Title order={1}>Pelikirja</Title>
            <Text c="dimmed">
              <Trans>The workspace is locked.</Trans>
            </Text>
            {status.folder && (
              <Text size="sm" c="dimmed" title={status.folder}>
                {status.demo ? <Trans>Demo firm</Trans> : folderName(status.folder)}
              </Text>
            )}
          </div>
          <PassphraseInput
            ref={field}
            label={t`Passphrase`}
            name="passphrase"
            description={status.demo ? t`This is the demo firm: the passphrase is “demo”.` : undefined}
            value={passphrase}
            onChange={(event) => {
              setPassphrase(event.currentTarget.value);
              if (wrong) unlock.reset();
            }}
            error={wrong && i18n._(errorMessage(problem))}
            autoComplete="current-password"
            autoFocus
          />
          {status.key_store && <Checkbox ref={box} label={t`Remember on this machine`} checked={remember} onChange={(event) => setRemember(event.currentTarget.checked)} />}
          {problem && !wrong && (
            <Text size="sm" c="var(--pk-bad)" role="alert">
              {problem.code === "wrong_passphrase" ? <Trans>The remembered key does not open this workspace. Type the passphrase instead.</Trans> : i18n._(errorMessage(problem))}
            </Text>
          )}
          {status.closing && (
            <Text size="sm" c="dimmed" role="status">
              <Trans>What was going on when it was locked is just ending. It opens after that.</Trans>
            </Text>
          )}
          {problem && mendedByBackup.has(problem.code) ? (
            <Button onClick={onRestore}>
              <Trans>Restore a backup</Trans>
            </Button>
          ) : (
            <Button type="submit" loading={unlock.isPending} disabled={passphrase === ""}>
              <Trans>Open</Trans>
            </Button>
          )}
          {status.remembered && (
            <Button variant="default" onClick={() => unlock.mutate({ remember })} disabled={unlock.isPending}>
              <Trans>Open with the remembered key</Trans>
            </Button>
          )}
        </Stack>
      </form>
      <div className={classes.links}>
        <Anchor component="button" type="button" size="sm" onClick={onRestore}>
          <Trans>Restore a backup</Trans>
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={onOpenOther}>
          <Trans>Open another workspace</Trans>
        </Anchor>
        {status.demo && (
          <Anchor component="button" type="button" size="sm" onClick={openRemoving}>
            <Trans>Remove the demo firm</Trans>
          </Anchor>
        )}
      </div>
      <Suspense fallback={null}>{status.demo && <RemoveDemoDialog opened={removing} onClose={closeRemoving} />}</Suspense>
    </Stack>
  );
}
