import { useLingui } from "@lingui/react/macro";

import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import type { MinutesState } from "@/ipc/bindings/MinutesState";
import type { PreparationState } from "@/ipc/bindings/PreparationState";
import { meetingStateWords, minutesStateWords, preparationStateWords } from "@/shared/meetingWords";

import classes from "./Meetings.module.css";

const tones = { none: "missing", draft: "begun", completed: "near", approved: "done", closed: "done" } as const;

interface DotProps {
  tone: (typeof tones)[keyof typeof tones];
  words: string;
  /** What it is the state of, for those who do not see where it stands. */
  of: string;
}

/** A word with a dot: how far something is. */
function Dot({ tone, words, of }: DotProps) {
  return (
    <span className={classes.state} title={`${of}: ${words}`}>
      <span className={classes.dot} data-tone={tone} aria-hidden />
      {words}
    </span>
  );
}

/** How far the preparation of a meeting is. */
export function PreparationBadge({ state }: { state: PreparationState | null }) {
  const { t, i18n } = useLingui();
  return <Dot of={t`Preparation`} tone={tones[state ?? "none"]} words={state ? i18n._(preparationStateWords[state]) : t({ message: "Not begun", context: "preparation" })} />;
}

/** How far the minutes of a meeting are. */
export function MinutesBadge({ state }: { state: MinutesState | null }) {
  const { t, i18n } = useLingui();
  return <Dot of={t({ message: "Minutes", context: "of a meeting" })} tone={tones[state ?? "none"]} words={state ? i18n._(minutesStateWords[state]) : t({ message: "Not begun", context: "minutes" })} />;
}

/** What is to be said of a meeting in a list: how far its preparation is, later its minutes, or that it was called off. */
export function MeetingStateBadge({ meeting }: { meeting: Pick<MeetingRow, "state" | "preparation" | "minutes"> }) {
  const { i18n } = useLingui();
  const { state, preparation, minutes } = meeting;
  if (state === "planned") return minutes === null ? <PreparationBadge state={preparation} /> : <MinutesBadge state={minutes} />;
  if (state === "held") return <MinutesBadge state={minutes} />;
  return <span className={classes.cancelled}>{i18n._(meetingStateWords[state])}</span>;
}
