import { Trans, useLingui } from "@lingui/react/macro";
import { IconFileAlert } from "@tabler/icons-react";

import { CopyButton } from "@/components/CopyButton";

import classes from "./Report.module.css";

/** Where the rows lie that were left out, to be mended and imported again. */
export function RejectedFile({ path }: { path: string }) {
  const { t } = useLingui();
  return (
    <>
      <p className={classes.note} style={{ marginBottom: "0.375rem" }}>
        <Trans>The rows that were left out are in this file, each with its reason. Mend them there and import the file: only they are new.</Trans>
      </p>
      <div className={classes.file}>
        <IconFileAlert size={18} stroke={1.5} aria-hidden />
        <span className={classes.path}>{path}</span>
        <CopyButton text={path} label={t`Copy the path`} />
      </div>
    </>
  );
}
