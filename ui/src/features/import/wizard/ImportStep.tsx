import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { IconCircleCheck, IconFolderSearch } from "@tabler/icons-react";
import { useState } from "react";

import { JobProgress } from "@/components/JobProgress";
import { Section } from "@/components/record";
import type { Mapping } from "@/ipc/bindings/Mapping";

import { folderOf } from "../paths";
import { WatchedFolderForm } from "../folders/WatchedFolderForm";
import { ImportCountsRow } from "../report/ImportCountsRow";
import { Problems } from "../report/Problems";
import { Refused } from "../report/Refused";
import { RejectedFile } from "../report/RejectedFile";
import { Touched } from "../report/Touched";
import { UndoImportButton } from "../UndoImport";
import type { ImportRun } from "./CheckStep";
import { Footer } from "./Footer";
import { Stopped } from "./Stopped";
import classes from "./Wizard.module.css";

interface ImportStepProps {
  run: ImportRun;
  path: string;
  mapping: Mapping;
  onAgain: () => void;
  onBack: () => void;
  /** Leaves the wizard. */
  onClose: () => void;
  /** Goes where the import is of use. */
  onNext: (place: "/" | "/customers") => void;
  onOther: () => void;
}

/** The last step: the import as it goes, and then what it did. */
export function ImportStep({ run, path, mapping, onAgain, onBack, onClose, onNext, onOther }: ImportStepProps) {
  const { t } = useLingui();
  const [watching, setWatching] = useState(false);
  const back = (
    <Button variant="default" onClick={onBack}>
      <Trans>Back to the columns</Trans>
    </Button>
  );
  if (run.error && run.error.code !== "stopped") return <Refused error={run.error}>{back}</Refused>;
  if (run.error || run.data?.stopped) {
    return (
      <Stopped title={t`The import was stopped`} onAgain={onAgain} again={t`Import again`}>
        {back}
      </Stopped>
    );
  }
  const report = run.data;
  if (!report) {
    return (
      <div className={classes.body}>
        <JobProgress kind="import" title={t`Importing`}>
          <Trans>You may go on working. Stopping leaves everything as it was.</Trans>
        </JobProgress>
      </div>
    );
  }
  const orders = report.kind === "orders";
  return (
    <>
      <div className={classes.body}>
        <div className={classes.inner}>
          <output className={classes.done}>
            <IconCircleCheck size={22} stroke={1.5} color="var(--pk-good)" aria-hidden />
            <Trans>The import is done</Trans>
          </output>
          <ImportCountsRow report={report} done />
          <Section title={t`What changed`}>
            <Touched report={report} />
          </Section>
          {report.rejected > 0 && (
            <Section title={t`What was left out`}>
              <Problems problems={report.problems} />
              {report.rejected_file && <RejectedFile path={report.rejected_file} />}
            </Section>
          )}
          {report.warnings.length > 0 && (
            <Section title={t`Taken, but note`}>
              <Problems problems={report.warnings} />
            </Section>
          )}
          <Section title={t`Next time by itself`}>
            <Text size="sm" c="dimmed" mb="xs" maw={620}>
              <Trans>If accounting writes such a file every night, let Pelikirja watch its folder: new files are imported with these same choices.</Trans>
            </Text>
            <Button variant="default" leftSection={<IconFolderSearch size={16} stroke={1.5} />} onClick={() => setWatching(true)}>
              <Trans>Watch the folder</Trans>
            </Button>
          </Section>
        </div>
      </div>
      <WatchedFolderForm
        opened={watching}
        onClose={() => setWatching(false)}
        initial={{ folder: folderOf(path), kind: report.kind, prefix: mapping.source_name, mapping, active: true }}
      />
      <Footer
        label={orders ? t`See the queue` : t`See the customers`}
        onNext={() => onNext(orders ? "/" : "/customers")}
        words={orders ? <Trans>The queue is being read anew in the background.</Trans> : null}
        others={
          <>
            {report.batch && <UndoImportButton batch={report.batch} onUndone={onClose} />}
            <Button variant="default" onClick={onOther}>
              <Trans>Import another file</Trans>
            </Button>
          </>
        }
      />
    </>
  );
}
