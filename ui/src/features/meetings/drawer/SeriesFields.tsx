import { Trans, useLingui } from "@lingui/react/macro";
import { NumberInput, Select, Text } from "@mantine/core";
import { useState } from "react";

import { DateField, FormRow } from "@/components/form";
import type { SeriesRule } from "@/ipc/bindings/SeriesRule";
import { useCommand } from "@/shared/data";
import { type LocalDate, useFormat } from "@/shared/format";

import { type Repeat, type Unit, unitWords, type UsualRepeat, usualOf, usualRepeats, usualRepeatWords } from "./series";

interface SeriesFieldsProps {
  /** Day of the first meeting. */
  day: LocalDate | null;
  repeat: Repeat;
  onRepeat: (repeat: Repeat) => void;
  until: LocalDate | null;
  onUntil: (day: LocalDate | null) => void;
  /** The rule that this stands for; null without a day. */
  rule: SeriesRule | null;
  /** It is a series already. */
  always: boolean;
}

/** Days that are shown of what a series will be. */
const shownDays = 4;
const custom = "custom";
const never = "never";

/** How a meeting is repeated, until when, and which days that makes. */
export function SeriesFields({ day, repeat, onRepeat, until, onUntil, rule, always }: SeriesFieldsProps) {
  const { t, i18n } = useLingui();
  const [spelled, setSpelled] = useState(repeat !== null && usualOf(repeat) === null);
  const usual = repeat === null ? never : spelled ? custom : (usualOf(repeat) ?? custom);
  const pick = (choice: string | null) => {
    setSpelled(choice === custom);
    if (choice === never) onRepeat(null);
    else if (choice === custom) onRepeat(repeat ?? { every: 3, unit: "weeks" });
    else if (choice) onRepeat(usualRepeats[choice as UsualRepeat]);
  };
  return (
    <>
      <FormRow>
        <Select
          label={t`Repeats`}
          data={[
            ...(always ? [] : [{ value: never, label: t`Does not repeat` }]),
            ...Object.entries(usualRepeatWords).map(([value, words]) => ({ value, label: i18n._(words) })),
            { value: custom, label: t`Otherwise…` },
          ]}
          value={usual}
          onChange={pick}
        />
        {repeat && <DateField label={t`Until`} clearable value={until} onChange={onUntil} {...(day ? { minDate: day } : {})} />}
      </FormRow>
      {repeat && spelled && (
        <FormRow>
          <NumberInput
            label={t`Every`}
            min={1}
            max={120}
            allowDecimal={false}
            disabled={repeat.unit === "years"}
            value={repeat.every}
            onChange={(every) => onRepeat({ ...repeat, every: typeof every === "number" && every >= 1 ? every : 1 })}
          />
          <Select
            label={t`Of what`}
            data={(Object.keys(unitWords) as Unit[]).map((unit) => ({ value: unit, label: i18n._(unitWords[unit]) }))}
            value={repeat.unit}
            onChange={(unit) => unit && onRepeat({ every: unit === "years" ? 1 : repeat.every, unit: unit as Unit })}
          />
        </FormRow>
      )}
      {rule && <NextDays rule={rule} />}
    </>
  );
}

function NextDays({ rule }: { rule: SeriesRule }) {
  const format = useFormat();
  const preview = useCommand("preview_series", { rule, limit: shownDays }, { keepPrevious: true });
  const days = (preview.data ?? []).map((one) => `${format.weekdayName(one)} ${format.date(one)}`);
  if (days.length === 0) return null;
  const list = days.join(", ");
  return (
    <Text size="xs" c="dimmed" mt={-8}>
      {days.length < shownDays ? <Trans>On {list}</Trans> : <Trans>On {list}…</Trans>}
    </Text>
  );
}
