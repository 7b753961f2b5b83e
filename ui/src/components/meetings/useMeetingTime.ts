import { useLingui } from "@lingui/react/macro";

import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { useFormat } from "@/shared/format";

type When = Pick<MeetingRow, "day" | "begins" | "duration">;

/** The hours of a meeting in words: 9.00–10.00, or that it takes the whole day. */
export function useMeetingHours(): (when: Omit<When, "day">) => string {
  const { t } = useLingui();
  const format = useFormat();
  return ({ begins, duration }) => {
    if (begins === null) return t`all day`;
    const from = format.minuteOfDay(begins);
    return duration === null ? from : `${from}–${format.minuteOfDay((begins + duration) % (24 * 60))}`;
  };
}

/** When a meeting is, in words: ti 24.11.2026 9.00–10.00. */
export function useMeetingTime(): (when: When) => string {
  const format = useFormat();
  const hours = useMeetingHours();
  return (when) => `${format.weekdayName(when.day)} ${format.date(when.day)} ${hours(when)}`;
}
