import { Plural, Trans, useLingui } from "@lingui/react/macro";

import type { ImportCounts } from "@/ipc/bindings/ImportCounts";
import type { ImportReport } from "@/ipc/bindings/ImportReport";
import { useFormat } from "@/shared/format";

import { kindWords } from "../words";
import classes from "./Report.module.css";

const parts = ["customers", "people", "products", "orders"] as const;

/** Which records the rows made or changed: an order file also brings customers and products. */
export function Touched({ report }: { report: ImportReport }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const words = ({ created, updated, unchanged }: ImportCounts) => {
    const counts = [
      { count: created, words: (number: string) => t`${number} new` },
      { count: updated, words: (number: string) => t`${number} changed` },
      { count: unchanged, words: (number: string) => t`${number} as before` },
    ];
    return counts.flatMap(({ count, words: say }) => (count > 0 ? [say(format.number(count))] : [])).join(", ");
  };
  const lines = parts.map((part) => ({ part, words: words(report[part]) })).filter((line) => line.words !== "");
  return (
    <>
      <ul className={classes.touched}>
        {lines.map((line) => (
          <li key={line.part}>
            <strong>{i18n._(kindWords[line.part])}</strong>: {line.words}
          </li>
        ))}
      </ul>
      {report.repeated > 0 && (
        <p className={classes.note}>
          <Plural
            value={report.repeated}
            one="# line repeats another line of the same order word for word. It is taken: two equal lines may both be real."
            other="# lines repeat another line of the same order word for word. They are taken: two equal lines may both be real."
          />
        </p>
      )}
      {report.moved_orders > 0 && (
        <p className={classes.note}>
          <Plural
            value={report.moved_orders}
            one="# order gets another customer. If the file comes from another system, give it a source of its own: its order numbers are others."
            other="# orders get another customer. If the file comes from another system, give it a source of its own: its order numbers are others."
          />
        </p>
      )}
      {report.rejected_file_failed && (
        <p className={classes.note}>
          <Trans>The rows that were left out could not be written to a file: nothing may be written there.</Trans>
        </p>
      )}
      {lines.length === 0 && (
        <p className={classes.note}>
          <Trans>Nothing in the file differs from what is known already.</Trans>
        </p>
      )}
    </>
  );
}
