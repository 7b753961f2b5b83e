import { daysBetween, type LocalDate, type MoneyOptions, today, useFormat } from "@/shared/format";
import { useCurrency } from "@/shared/status";

interface MoneyProps extends MoneyOptions {
  cents: number | null | undefined;
}

// These stand in every cell of long lists, hence plain elements without a component underneath.

function Missing({ children }: { children: string }) {
  return <span style={{ color: "var(--mantine-color-dimmed)" }}>{children}</span>;
}

/** An amount: `precision="whole"` in lists and tiles, exact on orders. Losses are not red by themselves. */
export function Money({ cents, currency, ...options }: MoneyProps) {
  const format = useFormat();
  const firmCurrency = useCurrency();
  if (cents === null || cents === undefined) return <Missing>{format.money(null)}</Missing>;
  return <span>{format.money(cents, { currency: currency ?? firmCurrency, ...options })}</span>;
}

/** A day: 21.11.2026, with the weekday on hover. */
export function DateText({ date }: { date: LocalDate | null | undefined }) {
  const format = useFormat();
  if (!date) return <Missing>{format.date(null)}</Missing>;
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
  /** In lists, where room is short. */
  short?: boolean;
}

/** How long ago or ahead a day is, with the day itself on hover. */
export function RelativeDays({ date, missing, warnAfter, short = false }: RelativeDaysProps) {
  const format = useFormat();
  if (!date) return <Missing>{missing ?? format.date(null)}</Missing>;
  const late = warnAfter !== undefined && daysBetween(date, today()) > warnAfter;
  return (
    <time dateTime={date} title={format.date(date)} style={late ? { color: "var(--pk-warn)" } : undefined}>
      {format.relativeDays(date, { short })}
    </time>
  );
}
