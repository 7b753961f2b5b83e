import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Text, TextInput } from "@mantine/core";
import { useState } from "react";

import { Dialog } from "@/components/Dialog";
import type { Person } from "@/ipc/bindings/Person";
import type { PersonErased } from "@/ipc/bindings/PersonErased";
import { syncChanged, useChange } from "@/shared/data";

import { ErasureReport } from "./ErasureReport";

interface EraseDialogProps {
  person: Person | null;
  onClose: () => void;
}

/**
 * Erases a person for good. Undo cannot bring that back, on any machine: so the name is typed first, and what is left
 * where is said after.
 */
export function EraseDialog({ person, onClose }: EraseDialogProps) {
  const { t } = useLingui();
  // The person is gone from the page once erased; the report about them stays until it is closed.
  const [shown, setShown] = useState(person);
  const [typed, setTyped] = useState("");
  const [erased, setErased] = useState<PersonErased | null>(null);
  if (person && person !== shown) {
    setShown(person);
    setTyped("");
    setErased(null);
  }
  const erase = useChange("erase_person", {
    onDone: (answer) => {
      syncChanged();
      setErased(answer);
    },
  });
  const name = shown?.name ?? "";
  const isTyped = name.trim() !== "" && typed.trim().toLocaleLowerCase() === name.trim().toLocaleLowerCase();
  const submit = () => {
    if (shown && isTyped && !erase.isPending) erase.mutate({ id: shown.id });
  };
  return (
    <Dialog opened={person !== null} onClose={onClose} title={erased ? t`Erased: ${name}` : t`Erase ${name} for good`} size="lg">
      {erased ? (
        <ErasureReport erased={erased} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <List size="sm" spacing={6} mb="md">
            <List.Item>
              <Trans>The person, where they have worked, that contacts were with them, and the history of all that go from every machine of the firm.</Trans>
            </List.Item>
            <List.Item>
              <Trans>They go from the sealed files of the shared folder, too, as soon as the machines hear of it.</Trans>
            </List.Item>
            <List.Item>
              <Trans>What notes say of them stays. Look through those yourself.</Trans>
            </List.Item>
            <List.Item>
              <Text inherit fw={500}>
                <Trans>This cannot be undone.</Trans>
              </Text>
            </List.Item>
          </List>
          <TextInput label={t`Type the person's name`} description={name} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" data-autofocus mb="md" />
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={erase.isPending}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" color="red" disabled={!isTyped} loading={erase.isPending}>
              <Trans>Erase for good</Trans>
            </Button>
          </Group>
        </form>
      )}
    </Dialog>
  );
}
