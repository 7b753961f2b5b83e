import { Trans, useLingui } from "@lingui/react/macro";
import { Title } from "@mantine/core";

import type { BacktestReport } from "@/ipc/bindings/BacktestReport";
import type { MethodResult } from "@/ipc/bindings/MethodResult";
import { useFormat } from "@/shared/format";

import { methodHints, methodWords, ranked, typicalCut } from "./methods";
import classes from "./QueueQuality.module.css";

interface MethodsProps {
  methods: readonly MethodResult[];
  /** Where "the top of the queue" comes from. */
  top: BacktestReport;
}

/** The queue against the plain rules, figure by figure. */
export function Methods({ methods, top }: MethodsProps) {
  const { i18n } = useLingui();
  const format = useFormat();
  const first = format.number(typicalCut(top).top);
  return (
    <section className={classes.box}>
      <Title order={2} size="h3">
        <Trans>The queue against plain rules</Trans>
      </Title>
      <table className={classes.methods}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Whom to call first</Trans>
            </th>
            <th scope="col">
              <Trans>Lost value caught in the first {first}</Trans>
            </th>
            <th scope="col">
              <Trans>Right order (AUC)</Trans>
            </th>
            <th scope="col">
              <Trans>The same, at least six order days</Trans>
            </th>
            <th scope="col">
              <Trans>Error (Brier)</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked(methods).map(({ method, auc, auc_six_order_days, lost_value_in_top, brier }) => (
            <tr key={method} data-own={method === "order_model" || undefined}>
              <th scope="row">
                {i18n._(methodWords[method])}
                <span className={classes.hint}>{i18n._(methodHints[method])}</span>
              </th>
              <td>{format.percent(lost_value_in_top)}</td>
              <td>{format.number(auc, 3)}</td>
              <td>{format.number(auc_six_order_days, 3)}</td>
              <td>{format.number(brier, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
