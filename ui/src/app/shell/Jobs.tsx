import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Progress, RingProgress, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";

import type { JobKind } from "@/ipc/bindings/JobKind";
import { useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { type Job, useJobs } from "@/shared/jobs";

import classes from "./Shell.module.css";

const jobWords = {
  demo: msg`Making the demo firm`,
  dry_run: msg`Checking the file`,
  import: msg`Importing`,
  undo_import: msg`Undoing the import`,
  signals: msg`Reading the signals`,
  backtest: msg`Testing the queue`,
  backup: msg`Making a backup`,
  restore: msg`Restoring the backup`,
  check: msg`Checking the workspace`,
} satisfies Record<JobKind, MessageDescriptor>;

/** Long work that is going on, each with its progress and a way to stop it; nothing when there is none. */
export function Jobs({ narrow }: { narrow: boolean }) {
  const jobs = useJobs();
  if (jobs.length === 0) return null;
  return (
    <output className={narrow ? undefined : classes.jobs}>
      {jobs.map((job) => (narrow ? <NarrowJob key={job.id} job={job} /> : <WideJob key={job.id} job={job} />))}
    </output>
  );
}

/** 0 to 1; null while the total is not known. */
function shareOf({ done, total }: Job): number | null {
  return total > 0 ? Math.min(1, done / total) : null;
}

function WideJob({ job }: { job: Job }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const stop = useChange("stop_job");
  const words = i18n._(jobWords[job.kind]);
  const share = shareOf(job);
  return (
    <div>
      <div className={classes.jobHead}>
        <span className={classes.label}>{words}</span>
        {share !== null && <span>{format.percent(Math.floor(share * 100) / 100)}</span>}
        {job.stoppable && (
          <ActionIcon size="xs" onClick={() => stop.mutate({ id: job.id })} loading={stop.isPending} aria-label={t`Stop: ${words}`}>
            <IconX size={14} />
          </ActionIcon>
        )}
      </div>
      <Progress value={share === null ? 100 : share * 100} animated={share === null} size="xs" mt={4} aria-label={words} />
    </div>
  );
}

function NarrowJob({ job }: { job: Job }) {
  const { i18n } = useLingui();
  const words = i18n._(jobWords[job.kind]);
  const share = shareOf(job) ?? 0.5;
  return (
    <Tooltip label={words} position="right" openDelay={0}>
      <RingProgress size={40} thickness={4} sections={[{ value: share * 100, color: "petrol" }]} aria-label={words} />
    </Tooltip>
  );
}
