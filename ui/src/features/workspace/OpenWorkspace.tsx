import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconBuilding, IconFolderOpen, IconPlayerPlay } from "@tabler/icons-react";

import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import { errorMessage } from "@/ipc/errors";
import { chooseFolder } from "@/ipc/files";
import { showProblem } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { statusChanged } from "@/shared/status";

import { Choice } from "./Choice";
import { folderName } from "./folderName";

/** The workspaces that are on this machine already, and a way to one that lies elsewhere. The passphrase is asked next. */
export function OpenWorkspace({ onBack }: { onBack: () => void }) {
  const { t, i18n } = useLingui();
  const known = useCommand("list_workspaces", {});
  const open = useChange("open_workspace", {
    onDone: (status) => {
      statusChanged(status);
      onBack();
    },
    onProblem: () => {},
  });
  const others = known.data?.filter(({ current }) => !current) ?? [];
  const choose = () =>
    chooseFolder(t`Folder of the workspace`).then((folder) => {
      if (folder !== null) open.mutate({ folder });
    }, showProblem);
  return (
    <Stack>
      <Title order={1}>
        <Trans>Open a workspace on this machine</Trans>
      </Title>
      {known.isPending && <TextSkeleton lines={2} />}
      {known.error && <ErrorState error={known.error} retry={() => void known.refetch()} />}
      {others.map(({ folder, demo }, index) => (
        <Choice
          key={folder}
          icon={demo ? IconPlayerPlay : IconBuilding}
          title={demo ? t`Demo firm` : folderName(folder)}
          onClick={() => open.mutate({ folder })}
          disabled={open.isPending}
          first={index === 0}
        >
          {folder}
        </Choice>
      ))}
      {!known.isPending && (
        <Choice icon={IconFolderOpen} title={others.length > 0 ? t`Choose another folder` : t`Choose its folder`} onClick={() => void choose()} disabled={open.isPending} first={others.length === 0}>
          <Trans>The folder in which the workspace lies, with its files key.json and pelikirja.db.</Trans>
        </Choice>
      )}
      {open.error && (
        <Text size="sm" c="var(--pk-bad)" role="alert">
          {i18n._(errorMessage(open.error))}
        </Text>
      )}
      <Group>
        <Button variant="subtle" color="gray" onClick={onBack} disabled={open.isPending}>
          <Trans>Back</Trans>
        </Button>
      </Group>
    </Stack>
  );
}
