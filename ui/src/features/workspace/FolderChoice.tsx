import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Group, Text } from "@mantine/core";
import { IconFolder } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { chooseFolder } from "@/ipc/files";
import { showProblem } from "@/shared/changes";

import classes from "./Doorway.module.css";

interface FolderChoiceProps {
  /** Null is the program's own data folder. */
  folder: string | null;
  onChange: (folder: string | null) => void;
  error?: ReactNode;
}

/** Where the workspace is kept: one line, because hardly anybody needs to choose. */
export function FolderChoice({ folder, onChange, error }: FolderChoiceProps) {
  const { t } = useLingui();
  const choose = () => chooseFolder(t`Folder of the workspace`).then((chosen) => chosen !== null && onChange(chosen), showProblem);
  return (
    <div>
      <Group gap={6} wrap="nowrap" align="baseline">
        <IconFolder size={14} stroke={1.5} className={classes.small} aria-hidden />
        <Text size="xs" c="dimmed" className={classes.path}>
          {folder ?? <Trans>Kept in the program's own folder on this machine.</Trans>}
        </Text>
        <Anchor component="button" type="button" size="xs" className={classes.link} onClick={() => void choose()}>
          <Trans>Choose another folder</Trans>
        </Anchor>
        {folder !== null && (
          <Anchor component="button" type="button" size="xs" className={classes.link} onClick={() => onChange(null)}>
            <Trans>Use the usual one</Trans>
          </Anchor>
        )}
      </Group>
      {error && (
        <Text size="xs" c="var(--pk-bad)" role="alert" mt={4}>
          {error}
        </Text>
      )}
    </div>
  );
}
