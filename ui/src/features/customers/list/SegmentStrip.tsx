import { useLingui } from "@lingui/react/macro";
import { Tooltip } from "@mantine/core";

import { SegmentBadge, segmentColor } from "@/components/badges";
import type { Segment } from "@/ipc/bindings/Segment";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { useCurrency } from "@/shared/status";
import { segmentWords } from "@/shared/words";

import classes from "./CustomerList.module.css";

interface SegmentStripProps {
  chosen: readonly (Segment | null)[];
  onChange: (chosen: (Segment | null)[]) => void;
}

/** All customers by segment, as wide as they are many; pressing a part shows only those. */
export function SegmentStrip({ chosen, onChange }: SegmentStripProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const currency = useCurrency();
  const counts = useCommand("segment_summary", {}).data;
  const all = counts?.reduce((sum, { customers }) => sum + customers, 0) ?? 0;
  if (!counts || all === 0) return null;
  const toggle = (segment: Segment | null) => onChange(chosen.includes(segment) ? chosen.filter((other) => other !== segment) : [...chosen, segment]);
  return (
    <fieldset className={`${classes.strip} pk-no-print`} aria-label={t`Customers by segment`}>
      {counts
        .filter(({ customers }) => customers > 0)
        .map(({ segment, customers, value_365 }) => {
          const name = segment ? i18n._(segmentWords[segment]) : t`Never ordered`;
          const share = format.percent(customers / all);
          const value = format.money(value_365, { currency, precision: "whole" });
          return (
            <Tooltip key={segment ?? "none"} label={t`${name}: ${share} of the customers, ${value} in 12 months`}>
              <button
                type="button"
                className={classes.part}
                style={{ flexGrow: customers, "--part": segmentColor(segment) } as React.CSSProperties}
                aria-pressed={chosen.includes(segment)}
                data-dim={(chosen.length > 0 && !chosen.includes(segment)) || undefined}
                onClick={() => toggle(segment)}
              >
                <span className={classes.bar} />
                <span className={classes.partLabel}>
                  <SegmentBadge segment={segment} /> <span className={classes.partCount}>{format.number(customers)}</span>
                </span>
              </button>
            </Tooltip>
          );
        })}
    </fieldset>
  );
}
