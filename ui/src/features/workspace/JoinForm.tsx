import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Checkbox, Text, Textarea, TextInput } from "@mantine/core";
import { IconFolder } from "@tabler/icons-react";
import { useState } from "react";

import { useRecordForm } from "@/components/form/useRecordForm";
import { NewPassphrase } from "@/components/passphrase";
import type { CallError } from "@/ipc/call";
import { chooseFolder } from "@/ipc/files";
import { showProblem } from "@/shared/changes";
import { statusChanged, useStatus } from "@/shared/status";

import { DoorwayForm } from "./DoorwayForm";
import { FolderChoice } from "./FolderChoice";
import { checkArrival, emptyArrival, splitWords, toJoin, withWord } from "./join";

interface JoinFormProps {
  /** With an invitation, or back with the words that were printed. */
  way: "join" | "recover";
  onBack: () => void;
}

/** Words of an invitation, and of a recovery. */
const counts = { join: 12, recover: 24 } as const;

/** Comes to a firm on another machine: its folder, the words, and a passphrase for this machine. */
export function JoinForm({ way, onBack }: JoinFormProps) {
  const { t } = useLingui();
  const status = useStatus();
  const [nearest, setNearest] = useState<{ position: number; word: string } | null>(null);
  const record = useRecordForm({
    command: way === "join" ? "join_workspace" : "recover_workspace",
    initialValues: emptyArrival,
    check: checkArrival,
    fieldOfCode: {
      wrong_words: "words",
      words_open_nothing: "words",
      invitation_expired: "words",
      invitation_used: "words",
      weak_passphrase: "passphrase",
      file_not_found: "shared_folder",
      not_this_firm: "shared_folder",
      folder_unreachable: "shared_folder",
      files_missing: "shared_folder",
      workspace_exists: "folder",
      read_only: "folder",
    },
    toRequest: toJoin,
    onSaved: statusChanged,
    onRefused: (problem) => setNearest(mendable(problem)),
  });
  const { form } = record;
  const { shared_folder, words, passphrase, repeat, folder } = form.values;
  const expected = counts[way];
  const count = splitWords(words).length;
  const choose = () =>
    chooseFolder(t`The shared folder of the firm`).then((chosen) => {
      if (chosen !== null) form.setFieldValue("shared_folder", chosen);
    }, showProblem);
  const typed = (text: string) => {
    setNearest(null);
    form.setFieldValue("words", text);
  };
  return (
    <DoorwayForm
      title={way === "join" ? t`Join a firm` : t`Bring the firm back with printed words`}
      lead={
        way === "join" ? (
          <Trans>You need the shared folder of the firm on this machine, and the twelve words of your invitation.</Trans>
        ) : (
          <Trans>For an owner whose machines are gone. You need the shared folder of the firm on this machine, and the sheet with the recovery words.</Trans>
        )
      }
      submitLabel={way === "join" ? t`Join` : t`Bring back`}
      record={record}
      onBack={onBack}
    >
      <TextInput
        label={t`Shared folder`}
        value={shared_folder}
        onChange={(event) => form.setFieldValue("shared_folder", event.currentTarget.value)}
        error={form.errors["shared_folder"]}
        leftSection={<IconFolder size={16} stroke={1.5} aria-hidden />}
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
      <div>
        <Textarea
          label={way === "join" ? t`The twelve words` : t`The twenty-four words`}
          description={t`In order; capitals, numbers and commas do not matter.`}
          value={words}
          onChange={(event) => typed(event.currentTarget.value)}
          error={form.errors["words"]}
          autosize
          minRows={way === "join" ? 2 : 4}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
        />
        <Text size="xs" c="dimmed" mt={4} aria-live="polite">
          {nearest === null ? (
            <Trans>
              {count} of {expected} words
            </Trans>
          ) : (
            <Anchor
              component="button"
              type="button"
              size="xs"
              onClick={() => {
                typed(withWord(words, nearest.position, nearest.word));
                form.clearFieldError("words");
              }}
            >
              <Trans>Put “{nearest.word}” in its place</Trans>
            </Anchor>
          )}
        </Text>
      </div>
      <NewPassphrase
        label={t`Passphrase of this machine`}
        value={passphrase}
        onChange={(value) => form.setFieldValue("passphrase", value)}
        error={form.errors["passphrase"]}
        repeat={repeat}
        onRepeat={(value) => form.setFieldValue("repeat", value)}
        repeatError={form.errors["repeat"]}
        known={[]}
      />
      <TextInput
        label={t`Name of this machine`}
        description={t`As the others see it. Empty takes the name that the system gives it.`}
        {...form.getInputProps("device_name")}
        maxLength={100}
      />
      {status?.key_store && (
        <Checkbox
          label={t`Remember on this machine`}
          description={t`The key store of the operating system keeps the key; then you need not type the passphrase here.`}
          {...form.getInputProps("remember", { type: "checkbox" })}
        />
      )}
      <FolderChoice folder={folder} onChange={(chosen) => form.setFieldValue("folder", chosen)} error={form.errors["folder"]} />
      {record.saving && (
        <Text size="sm" c="dimmed" role="status">
          <Trans>Opening what the words open takes a moment. The data comes after that, while you look around.</Trans>
        </Text>
      )}
    </DoorwayForm>
  );
}

/** The word that was probably meant, when exactly one is not in the list. */
function mendable({ code, fields }: CallError): { position: number; word: string } | null {
  const [position, word] = [Number(fields["position"]), fields["nearest"]];
  return code === "wrong_words" && position > 0 && word !== undefined ? { position, word } : null;
}
