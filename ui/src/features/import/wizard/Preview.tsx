import { Trans, useLingui } from "@lingui/react/macro";

import type { Field } from "@/ipc/bindings/Field";
import type { Inspection } from "@/ipc/bindings/Inspection";
import type { Mapping } from "@/ipc/bindings/Mapping";

import { fieldWords } from "../words";
import classes from "./Wizard.module.css";

/** Rows shown at most. */
const most = 30;

/** The first rows as they stand in the file, each column with what becomes of it. */
export function Preview({ inspection, mapping }: { inspection: Inspection; mapping: Mapping }) {
  const { t, i18n } = useLingui();
  const fields = new Map<number, string[]>();
  for (const [field, column] of Object.entries(mapping.columns)) {
    if (column) fields.set(column.index, [...(fields.get(column.index) ?? []), i18n._(fieldWords[field as Field])]);
  }
  const cards = inspection.format === "vcard";
  const columns = inspection.headers.map((header, index) => ({ id: `${index} ${header}`, header, index, becomes: fields.get(index) }));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className={classes.grid} tabIndex={0} aria-label={t`Preview`}>
      <table>
        <thead>
          <tr>
            <th className={classes.line}>
              <Trans>Row</Trans>
            </th>
            {columns.map(({ id, header, becomes }) => (
              <th key={id} data-unused={!becomes && !cards ? true : undefined} title={header}>
                {!cards &&
                  (becomes ? (
                    <span className={classes.becomes}>{becomes.join(", ")}</span>
                  ) : (
                    <span className={classes.nothing}>
                      <Trans>not used</Trans>
                    </span>
                  ))}
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inspection.rows.slice(0, most).map(({ line, cells }) => (
            <tr key={line}>
              <td className={classes.line}>{line}</td>
              {columns.map(({ id, index, becomes }) => (
                <td key={id} data-unused={!becomes && !cards ? true : undefined} title={cells[index]}>
                  {cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
