import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";

import { JobProgress } from "@/components/JobProgress";
import { Section } from "@/components/record";
import type { ImportReport } from "@/ipc/bindings/ImportReport";
import type { ImportRequest } from "@/ipc/bindings/ImportRequest";
import type { CallError } from "@/ipc/call";

import { ImportCountsRow } from "../report/ImportCountsRow";
import { Problems } from "../report/Problems";
import { Refused } from "../report/Refused";
import { Touched } from "../report/Touched";
import { Footer } from "./Footer";
import { Stopped } from "./Stopped";
import classes from "./Wizard.module.css";

export type ImportRun = UseMutationResult<ImportReport, CallError, ImportRequest>;

interface CheckStepProps {
  check: ImportRun;
  onAgain: () => void;
  onBack: () => void;
  onNext: () => void;
}

/** The third step: what the import would do, found out with the real validators. */
export function CheckStep({ check, onAgain, onBack, onNext }: CheckStepProps) {
  const { t } = useLingui();
  const back = (
    <Button variant="default" onClick={onBack}>
      <Trans>Back to the columns</Trans>
    </Button>
  );
  if (check.error && check.error.code !== "stopped") return <Refused error={check.error}>{back}</Refused>;
  if (check.error || check.data?.stopped) {
    return (
      <Stopped title={t`The check was stopped`} onAgain={onAgain} again={t`Check again`}>
        {back}
      </Stopped>
    );
  }
  const report = check.data;
  if (!report) {
    return (
      <div className={classes.body}>
        <JobProgress kind="dry_run" title={t`Checking every row`}>
          <Trans>Nothing is changed yet.</Trans>
        </JobProgress>
      </div>
    );
  }
  const { rows, created, updated, rejected, warnings } = report;
  const taken = created + updated;
  return (
    <>
      <div className={classes.body}>
        <div className={classes.inner}>
          <ImportCountsRow report={report} done={false} />
          <Section title={t`What would change`}>
            <Touched report={report} />
          </Section>
          {report.problems.length > 0 && (
            <Section title={t`What is wrong with the rest`}>
              <Problems problems={report.problems} />
            </Section>
          )}
          {warnings.length > 0 && (
            <Section title={t`Taken, but note`}>
              <Problems problems={warnings} />
            </Section>
          )}
        </div>
      </div>
      <Footer
        label={taken > 0 ? t({ message: "Import", context: "do it" }) : t`Import anyway`}
        onNext={onNext}
        others={back}
        words={
          taken === 0 && rejected === 0 ? (
            <Trans>All of this is known already. Importing it again changes nothing.</Trans>
          ) : rejected > 0 ? (
            <Plural value={rejected} one="# row would be left out. You get it as a file to mend." other="# rows would be left out. You get them as a file to mend." />
          ) : warnings.length > 0 ? (
            <Plural value={rows} one="# row, and it is taken." other="# rows, and all of them are taken." />
          ) : (
            <Plural value={rows} one="# row, nothing wrong with it." other="# rows, nothing wrong with them." />
          )
        }
      />
    </>
  );
}
