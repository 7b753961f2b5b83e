import { Trans } from "@lingui/react/macro";
import { Button, Progress } from "@mantine/core";
import type { ReactNode } from "react";

import type { JobKind } from "@/ipc/bindings/JobKind";
import { useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { useJobs } from "@/shared/jobs";

import classes from "./JobProgress.module.css";

interface JobProgressProps {
  /** The job that the screen waits for. */
  kind: JobKind;
  /** What is going on: "Checking the file". */
  title: string;
  /** What the user may do meanwhile, or what stopping means. */
  children?: ReactNode;
}

/** Long work that a screen waits for: how far it is, and a button to stop it. */
export function JobProgress({ kind, title, children }: JobProgressProps) {
  const format = useFormat();
  const job = useJobs().findLast((one) => one.kind === kind);
  const stop = useChange("stop_job");
  const share = job && job.total > 0 ? Math.min(1, job.done / job.total) : null;
  return (
    <div className={classes.job}>
      <div className={classes.line}>
        <output className={classes.words}>{title}</output>
        {share !== null && <span className={classes.share}>{format.percent(Math.floor(share * 100) / 100)}</span>}
      </div>
      <Progress value={share === null ? 100 : share * 100} animated={share === null} size="sm" aria-label={title} />
      <div className={classes.line}>
        <span className={classes.share}>{children}</span>
        {job?.stoppable && (
          <Button variant="default" onClick={() => stop.mutate({ id: job.id })} loading={stop.isPending}>
            <Trans>Stop</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}
