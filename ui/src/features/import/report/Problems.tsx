import { Plural, Trans, useLingui } from "@lingui/react/macro";

import type { ProblemCount } from "@/ipc/bindings/ProblemCount";
import { useFormat } from "@/shared/format";

import { fieldWords } from "../words";
import { problemText } from "./problems";
import classes from "./Report.module.css";

interface ProblemsProps {
  problems: readonly ProblemCount[];
  /** In a drawer: under each other instead of a table. */
  narrow?: boolean;
}

/** Why rows are left out, the most frequent reason first, each with where to look. */
export function Problems({ problems, narrow = false }: ProblemsProps) {
  const { i18n } = useLingui();
  const format = useFormat();
  const lines = problems.map(({ problem, rows, lines: numbers }) => ({
    id: `${problem.problem} ${problem.field ?? ""} ${problem.column ?? ""}`,
    words: i18n._(problemText(problem)),
    column: problem.column ?? (problem.field ? i18n._(fieldWords[problem.field]) : null),
    value: problem.value,
    rows,
    where: numbers.join(", ") + (rows > numbers.length ? "\u00a0…" : ""),
  }));
  if (narrow) {
    return (
      <ul className={classes.stacked}>
        {lines.map(({ id, words, column, value, rows, where }) => (
          <li key={id}>
            {words}
            <div className={classes.lines}>
              {column && (
                <>
                  {column}: {value ? <span className={classes.value}>{value}</span> : <Trans>empty</Trans>}
                  {" · "}
                </>
              )}
              <Trans>
                <Plural value={rows} one="row" other="# rows:" /> {where}
              </Trans>
            </div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table className={classes.problems}>
      <thead>
        <tr>
          <th className={classes.number}>
            <Trans>Rows</Trans>
          </th>
          <th>
            <Trans>What is wrong</Trans>
          </th>
          <th className={classes.column}>
            <Trans>Column</Trans>
          </th>
          <th className={classes.column}>
            <Trans>For example</Trans>
          </th>
          <th className={classes.where}>
            <Trans>Row in the file</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, words, column, value, rows, where }) => (
          <tr key={id}>
            <td className={classes.number}>{format.number(rows)}</td>
            <td>{words}</td>
            <td>{column ?? "–"}</td>
            <td>{value ? <span className={classes.value}>{value}</span> : column ? <Trans>empty</Trans> : "–"}</td>
            <td className={classes.lines}>{where}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
