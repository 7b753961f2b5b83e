import { Text, Tooltip } from "@mantine/core";

import { daysBetween, type LocalDate, type MoneyOptions, today, useFormat } from "@/shared/format";
import { useCurrency } from "@/shared/status";

interface MoneyProps extends MoneyOptions {
  cents: number | null | undefined;
}

/** An amount: `precision="whole"` in lists and tiles, exact on orders. Losses are not red by themselves. */
export function Money({ cents, currency, ...options }: MoneyProps) {
  const format = useFormat();
  const firmCurrency = useCurrency();
  const missing = cents === null || cents === undefined;
  return <span style={missing ? { color: "var(--mantine-color-dimmed)" } : undefined}>{format.money(cents, { currency: currency ?? firmCurrency, ...options })}</span>;
}

/** A day: 21.11.2026, with the weekday on hover. */
export function DateText({ date }: { date: LocalDate | null | undefined }) {
  const format = useFormat();
  if (!date) return <Text span inherit c="dimmed">{format.date(date)}</Text>;
  return (
    <time dateTime={date} title={format.longDate(date)}>
      {format.date(date)}
    </time>
  );
}

interface RelativeDaysProps {
  date: LocalDate | null | undefined;
  /** Words for "there is none": "never". */
  missing?: string;
  /** Days from which on it is shown as a warning; negative for days to come. */
  warnAfter?: number;
}

/** How long ago or ahead a day is, with the day itself on hover. */
export function RelativeDays({ date, missing, warnAfter }: RelativeDaysProps) {
  const format = useFormat();
  if (!date) return <Text span inherit c="dimmed">{missing ?? format.date(null)}</Text>;
  const late = warnAfter !== undefined && daysBetween(date, today()) > warnAfter;
  return (
    <Tooltip label={format.date(date)}>
      <time dateTime={date} style={late ? { color: "var(--pk-warn)" } : undefined}>
        {format.relativeDays(date)}
      </time>
    </Tooltip>
  );
}
