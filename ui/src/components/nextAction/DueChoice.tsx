import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Input } from "@mantine/core";
import type { ReactNode } from "react";

import { quickDays, weekday } from "@/shared/days";
import { type LocalDate, today, useFormat } from "@/shared/format";

import { DateField } from "../form/DateField";

interface DueChoiceProps {
  label: string;
  value: LocalDate | null;
  onChange: (date: LocalDate | null) => void;
  error?: ReactNode;
  /** Days before this one cannot be chosen. */
  minDate?: LocalDate;
}

/** When to do something: four days that are usual, or any other. */
export function DueChoice({ label, value, onChange, error, minDate }: DueChoiceProps) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Group gap={6} wrap="nowrap" align="flex-start">
        <div style={{ flex: "0 0 8.5rem" }}>
          <DateField aria-label={label} value={value} onChange={onChange} error={error} {...(minDate ? { minDate } : {})} />
        </div>
        <QuickDays value={value} onPick={onChange} />
      </Group>
    </Input.Wrapper>
  );
}

/** Buttons for tomorrow, a week, two weeks, a month. */
export function QuickDays({ value, onPick }: { value: LocalDate | null; onPick: (date: LocalDate) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const days = quickDays(today());
  const skipsWeekend = weekday(days.tomorrow) === 1;
  const offered: [LocalDate, ReactNode][] = [
    [days.tomorrow, skipsWeekend && weekday(today()) !== 7 ? <Trans key="monday">On Monday</Trans> : <Trans key="tomorrow">Tomorrow</Trans>],
    [days.week, <Trans key="week">1 week</Trans>],
    [days.fortnight, <Trans key="fortnight">2 weeks</Trans>],
    [days.month, <Trans key="month">1 month</Trans>],
  ];
  return (
    <Button.Group aria-label={t`Usual days`}>
      {offered.map(([date, words]) => (
        <Button
          key={date}
          variant="default"
          px={9}
          fw={400}
          fz="xs"
          onClick={() => onPick(date)}
          aria-pressed={value === date}
          title={format.longDate(date)}
          styles={value === date ? { root: { background: "var(--pk-chosen-strong)", color: "var(--pk-accent)", fontWeight: 500 } } : {}}
        >
          {words}
        </Button>
      ))}
    </Button.Group>
  );
}
