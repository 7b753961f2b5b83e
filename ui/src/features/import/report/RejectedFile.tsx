import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconFileAlert, IconFolderOpen } from "@tabler/icons-react";

import { CopyButton } from "@/components/CopyButton";
import { toCallError } from "@/ipc/errors";
import { showRejectedFile } from "@/ipc/files";
import { showNotice, showProblem } from "@/shared/changes";

import classes from "./Report.module.css";

/** Where the rows lie that were left out, to be mended and imported again. */
export function RejectedFile({ path }: { path: string }) {
  const { t } = useLingui();
  const show = () =>
    void showRejectedFile(path).catch((problem: unknown) => {
      const error = toCallError(problem);
      // Whatever this machine lacks, the file is where it is.
      if (error.code === "internal") showNotice(t`No file manager answered. The file is here: ${path}`);
      else showProblem(error);
    });
  return (
    <>
      <p className={classes.note} style={{ marginBottom: "0.375rem" }}>
        <Trans>The rows that were left out are in this file, each with its reason. Mend them there and import the file: only they are new.</Trans>
      </p>
      <div className={classes.file}>
        <IconFileAlert size={18} stroke={1.5} aria-hidden />
        <span className={classes.path}>{path}</span>
        <Button variant="default" size="compact-sm" leftSection={<IconFolderOpen size={15} stroke={1.5} />} onClick={show}>
          <Trans>Show in folder</Trans>
        </Button>
        <CopyButton text={path} label={t`Copy the path`} />
      </div>
    </>
  );
}
