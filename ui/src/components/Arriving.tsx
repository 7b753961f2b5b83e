import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconCloudDownload } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import { useJobs } from "@/shared/jobs";

import classes from "./Arriving.module.css";
import { EmptyState } from "./EmptyState";
import { JobProgress } from "./JobProgress";

/** In place of nothing while the firm's files are still being read here: what comes, how far it is, and that one need not wait for it. */
export function Arriving({ what }: { what: "firm" | "orders" }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const joining = useJobs().some(({ kind }) => kind === "join");
  return (
    <>
      <EmptyState
        icon={IconCloudDownload}
        title={what === "firm" ? t`The firm is on its way to this machine` : t`The orders are still coming`}
        actions={
          !joining && (
            <Button variant="default" onClick={() => void navigate({ to: "/sharing" })}>
              <Trans>See how it stands</Trans>
            </Button>
          )
        }
      >
        {what === "firm" ? (
          <Trans>The customers appear here as soon as their files have been read. Meanwhile you can look around.</Trans>
        ) : (
          <Trans>The customers are here already. The queue appears once the orders have been read; meanwhile you can work.</Trans>
        )}
      </EmptyState>
      {joining && (
        <div className={classes.progress}>
          <JobProgress kind="join" title={t`Reading the firm`}>
            <Trans>Stopping leaves the firm and removes what has been read. The same words work again.</Trans>
          </JobProgress>
        </div>
      )}
    </>
  );
}
