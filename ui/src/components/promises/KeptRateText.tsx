import { Plural, Trans, useLingui } from "@lingui/react/macro";

import type { KeptRate } from "@/ipc/bindings/KeptRate";
import type { PromiseDirection } from "@/ipc/bindings/PromiseDirection";
import { useFormat } from "@/shared/format";

import classes from "./Promises.module.css";

/** From so many settled promises on their share is told. */
const fewest = 5;

/** How promises of one direction were kept, in words: of how many, how many in time, late, broken, and what is open. */
export function KeptRateText({ direction, rate }: { direction: PromiseDirection; rate: KeptRate }) {
  const { t } = useLingui();
  const format = useFormat();
  const { kept, late, broken, open, overdue } = rate;
  const settled = kept + late + broken;
  // Of a few, a share says more than is known.
  const share = settled < fewest ? null : format.percent(rate.rate);
  const rest = [
    late > 0 ? t`${late} late` : "",
    broken > 0 ? t`${broken} broken` : "",
    open > 0 ? t`${open} open` : "",
  ].filter((part) => part !== "");
  return (
    <p className={classes.rate}>
      {settled === 0 ? (
        direction === "ours" ? (
          <Trans>No promise of ours has been settled yet.</Trans>
        ) : (
          <Trans>No promise of theirs has been settled yet.</Trans>
        )
      ) : settled === 1 ? (
        <One direction={direction} inTime={kept === 1} />
      ) : share === null ? (
        direction === "ours" ? (
          <Trans>
            We kept <strong>{kept}</strong> of <Plural value={settled} one="# promise" other="# promises" /> in time.
          </Trans>
        ) : (
          <Trans>
            They kept <strong>{kept}</strong> of <Plural value={settled} one="# promise" other="# promises" /> in time.
          </Trans>
        )
      ) : direction === "ours" ? (
        <Trans>
          We kept <strong>{kept}</strong> of <Plural value={settled} one="# promise" other="# promises" /> in time ({share}).
        </Trans>
      ) : (
        <Trans>
          They kept <strong>{kept}</strong> of <Plural value={settled} one="# promise" other="# promises" /> in time ({share}).
        </Trans>
      )}{" "}
      {rest.length > 0 && <span className={classes.rest}>{rest.join(", ")}</span>}
      {overdue > 0 && (
        <>
          {rest.length > 0 && <span className={classes.rest}>, </span>}
          <span className={classes.overdue}>
            <Plural value={overdue} one="# past its day" other="# past their day" />
          </span>
        </>
      )}
    </p>
  );
}

function One({ direction, inTime }: { direction: PromiseDirection; inTime: boolean }) {
  if (direction === "ours") return inTime ? <Trans>Our only promise was kept in time.</Trans> : <Trans>Our only promise was not kept in time.</Trans>;
  return inTime ? <Trans>Their only promise was kept in time.</Trans> : <Trans>Their only promise was not kept in time.</Trans>;
}
