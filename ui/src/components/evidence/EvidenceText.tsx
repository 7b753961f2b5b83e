import { Trans, useLingui } from "@lingui/react/macro";
import { useMemo } from "react";

import type { Evidence } from "@/ipc/bindings/Evidence";
import type { QueueSignal } from "@/ipc/bindings/QueueSignal";
import { useCurrency } from "@/shared/status";

import { SignalBadge } from "../badges";
import { DateText } from "../values";
import { evidenceSentences } from "./evidence";
import classes from "./Evidence.module.css";
import { type Voice, voiceOf } from "./numbers";

/** The voice of the language and the firm in use. */
export function useVoice(): Voice {
  const { i18n } = useLingui();
  const currency = useCurrency();
  const { locale } = i18n;
  // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- i18n stays the same object when its language changes
  return useMemo(() => voiceOf(i18n, currency), [i18n, locale, currency]);
}

/** What was seen, in words. */
export function EvidenceText({ evidence }: { evidence: Evidence }) {
  const voice = useVoice();
  return <>{evidenceSentences(voice, evidence).join(" ")}</>;
}

/** Signals of a customer, each with its name, what was seen, and since when. */
export function SignalList({ signals }: { signals: readonly QueueSignal[] }) {
  return (
    <ul className={classes.signals}>
      {signals.map(({ evidence, since, returned }) => (
        <li key={evidence.kind} className={classes.signal}>
          <SignalBadge kind={evidence.kind} />
          <div>
            <EvidenceText evidence={evidence} />{" "}
            <span className={classes.since}>
              {returned ? (
                <Trans>
                  Back since <DateText date={since} />
                </Trans>
              ) : (
                <Trans>
                  Seen since <DateText date={since} />
                </Trans>
              )}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
