import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { IconHandStop, IconHourglassEmpty, IconRefresh } from "@tabler/icons-react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { ChartGrid, FiguresPage } from "@/components/figures";
import { JobProgress } from "@/components/JobProgress";
import type { BacktestOutcome } from "@/ipc/bindings/BacktestOutcome";
import type { BacktestReport } from "@/ipc/bindings/BacktestReport";
import { useCommand } from "@/shared/data";

import { CalibrationChart, GainChart, RankingChart } from "./charts";
import { Cuts } from "./Cuts";
import { Methods } from "./Methods";
import { Tiles } from "./Tiles";
import { Verdict } from "./Verdict";

/** How well the queue would have done on the firm's own past, against rules that anybody could follow by hand. */
export function QueueQualityScreen() {
  const { t } = useLingui();
  const backtest = useCommand("backtest", {});
  const again = () => void backtest.refetch();
  const outcome = backtest.data;
  const report = outcome?.kind === "report" ? outcome.report : undefined;
  const stopped = outcome?.kind === "stopped" || backtest.error?.code === "stopped";
  const controls = outcome && outcome.kind !== "too_little_history" && (
    <Button variant="default" leftSection={<IconRefresh size={16} stroke={1.5} />} onClick={again} disabled={backtest.isFetching}>
      <Trans>Compute again</Trans>
    </Button>
  );
  return (
    <FiguresPage title={t`How good is the queue?`} controls={controls} lead={report && !backtest.isFetching ? <Lead report={report} /> : undefined}>
      {backtest.isFetching ? (
        <JobProgress kind="backtest" title={t`Testing the queue on your own history`}>
          <Trans>You may go on working.</Trans>
        </JobProgress>
      ) : stopped ? (
        <EmptyState icon={IconHandStop} title={t`The test was stopped`} actions={<Button onClick={again}>{t`Compute again`}</Button>} />
      ) : backtest.error ? (
        <ErrorState error={backtest.error} retry={again} />
      ) : report ? (
        <>
          <Verdict report={report} />
          <Tiles report={report} />
          <Methods methods={report.methods} top={report} />
          <ChartGrid>
            <GainChart methods={report.methods} />
            <RankingChart methods={report.methods} />
            <CalibrationChart methods={report.methods} horizon={report.horizon_days} />
            <Cuts cuts={report.cuts} />
          </ChartGrid>
        </>
      ) : (
        outcome?.kind === "too_little_history" && <TooLittle found={outcome} />
      )}
    </FiguresPage>
  );
}

function Lead({ report }: { report: BacktestReport }) {
  const { horizon_days: days, cuts } = report;
  return (
    <>
      <Trans>
        The program went back to{" "}
        <Plural value={cuts.length} one="# month end" other="# month ends" /> of your own past and ranked the customers with nothing but what was known then. Who really stopped ordering
        in the next <Plural value={days} one="# day" other="# days" /> shows how well it told.
      </Trans>
    </>
  );
}

/** There is not enough of the past to test on: said plainly, with what would be enough. */
function TooLittle({ found }: { found: Extract<BacktestOutcome, { kind: "too_little_history" }> }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { history_days: days, needed_days: neededDays, customers, needed_customers: neededCustomers } = found;
  const importOrders = () => void navigate({ to: "/import/new", search: { kind: "orders" } });
  if (days === 0) {
    return (
      <EmptyState icon={IconHourglassEmpty} title={t`There are no orders yet to test the queue on`} actions={<Button onClick={importOrders}>{t`Import orders`}</Button>}>
        <Trans>With orders from {neededDays} days or more Pelikirja tests on your own past how well the queue tells who is about to leave.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconHourglassEmpty}
      title={t`There is too little order history to test the queue`}
      actions={<Button onClick={importOrders}>{t`Import earlier orders`}</Button>}
    >
      {days < neededDays ? (
        <Trans>
          There are <Plural value={days} one="# day" other="# days" /> of orders; a test needs {neededDays}. The queue works all the same; how well is not known yet. Earlier orders from accounting would tell at once.
        </Trans>
      ) : (
        <Trans>
          On no day of the past did more than <Plural value={customers} one="# customer" other="# customers" /> have three order days; a test needs {neededCustomers}. The queue works all the same; how well is not known yet.
        </Trans>
      )}
    </EmptyState>
  );
}
