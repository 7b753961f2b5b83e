import { useLingui } from "@lingui/react/macro";

import type { ImportReport } from "@/ipc/bindings/ImportReport";
import { useFormat } from "@/shared/format";

import classes from "./Report.module.css";

interface ImportCountsRowProps {
  report: ImportReport;
  /** Whether it has happened, or would. */
  done: boolean;
  /** In a drawer: two beside each other. */
  narrow?: boolean;
}

/** Rows of the file: new, changed, as before, left out. */
export function ImportCountsRow({ report, done, narrow = false }: ImportCountsRowProps) {
  const { t } = useLingui();
  const format = useFormat();
  const counts = [
    { label: t`New rows`, rows: report.created },
    { label: done ? t`Changed rows` : t`Rows that would change`, rows: report.updated },
    { label: t`Unchanged`, rows: report.unchanged },
    { label: done ? t`Left out` : t`Wrong, to be left out`, rows: report.rejected, warn: report.rejected > 0 },
    ...(report.left_alone > 0 ? [{ label: t`Deleted here, left alone`, rows: report.left_alone }] : []),
  ];
  return (
    <dl className={`${classes.counts} ${narrow ? classes.narrow : ""}`}>
      {counts.map(({ label, rows, warn }: { label: string; rows: number; warn?: boolean }) => (
        <div key={label} className={classes.count} data-tone={warn ? "warn" : undefined} data-zero={rows === 0 || undefined}>
          <dt>{label}</dt>
          <dd>{format.number(rows)}</dd>
        </div>
      ))}
    </dl>
  );
}
