import { useLingui } from "@lingui/react/macro";

import type { Segment } from "@/ipc/bindings/Segment";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import { useTiers } from "@/shared/status";
import { segmentWords, signalWords } from "@/shared/words";

import classes from "./badges.module.css";

/** A tier by its name, quiet for the small ones: what matters is which are the key customers. */
export function TierBadge({ tier }: { tier: string | null | undefined }) {
  const found = useTiers().get(tier ?? "");
  if (!found) return null;
  const tone = found.key === "key" ? "strong" : found.key === "mid" ? "medium" : "quiet";
  return (
    <span className={classes.tier} data-tone={tone}>
      {found.name}
    </span>
  );
}

/** A segment with its dot. The same colours stand in every chart of segments. */
export function SegmentBadge({ segment }: { segment: Segment | null | undefined }) {
  const { t, i18n } = useLingui();
  return (
    <span className={classes.segment}>
      <span className={classes.dot} style={{ background: segmentColor(segment ?? null) }} aria-hidden />
      <span className={classes.segmentName}>{segment ? i18n._(segmentWords[segment]) : t`Never ordered`}</span>
    </span>
  );
}

/** The colour that stands for a segment. */
export function segmentColor(segment: Segment | null): string {
  switch (segment) {
    case "loyal":
      return "var(--pk-chart-1)";
    case "frequent":
      return "var(--pk-chart-4)";
    case "occasional":
      return "var(--pk-chart-3)";
    case "once":
      return "var(--pk-chart-2)";
    case "lapsed":
      return "var(--pk-chart-5)";
    case null:
      return "var(--pk-chart-6)";
  }
}

const signalColors = {
  stopped_ordering: "red",
  order_frequency_falling: "amber",
  order_size_falling: "amber",
  growing: "green",
  bought_once: "violet",
  no_contact: "blue",
  broken_promise: "red",
} satisfies Record<SignalKind, string>;

/** A signal by its name: red for losing, amber for less, green for more. */
export function SignalBadge({ kind }: { kind: SignalKind }) {
  const { i18n } = useLingui();
  return (
    <span className={classes.signal} data-color={signalColors[kind]} title={i18n._(signalWords[kind])}>
      {i18n._(signalWords[kind])}
    </span>
  );
}
