import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Input, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";

import { ConflictMark } from "@/components/conflicts";
import { DateField } from "@/components/form";
import type { FormField } from "@/ipc/bindings/FormField";
import { useFormat } from "@/shared/format";
import { labelText } from "@/shared/forms";
import { useLanguage } from "@/shared/language";
import { filledByWords } from "@/shared/meetingWords";

import { numberOf } from "./answers";
import classes from "./Preparation.module.css";

interface FieldInputProps {
  field: FormField;
  /** What is answered; of a checklist to each thing. */
  value: (item?: string) => string;
  onType: (value: string) => void;
  onChoose: (value: string, item?: string) => void;
  /** The stored answers: where two people wrote different things at once. */
  records: readonly string[];
  readOnly: boolean;
  /** It was to be sent on without this. */
  missing: boolean;
}

/** One field of the form, with whose part it is. */
export function FieldInput(props: FieldInputProps) {
  const { field, records, missing } = props;
  const { t, i18n } = useLingui();
  const language = useLanguage();
  const label = labelText(field.label, language);
  const hint = labelText(field.hint, language);
  const who = i18n._(filledByWords[field.filled_by]);
  return (
    <div className={classes.field} data-field={field.key}>
      <span className={classes.whose} data-owner={field.filled_by === "owner" || undefined} aria-hidden>
        {records.map((record) => (
          <ConflictMark key={record} table="preparation_answer" record={record} label={label} />
        ))}
        {field.required ? <Trans>{who}, needed</Trans> : who}
      </span>
      <Answer {...props} label={label} hint={hint} error={missing ? t`Needed` : undefined} />
    </div>
  );
}

interface AnswerProps extends FieldInputProps {
  label: string;
  hint: string;
  error: string | undefined;
}

function Answer({ field, value, onType, onChoose, readOnly, label, hint, error }: AnswerProps) {
  const { t } = useLingui();
  const language = useLanguage();
  const common = { label, error, ...(hint === "" ? {} : { description: hint }) };
  switch (field.kind) {
    case "text":
      return <TextInput {...common} readOnly={readOnly} maxLength={500} value={value()} onChange={(event) => onType(event.currentTarget.value)} />;
    case "long_text":
      return <Textarea {...common} readOnly={readOnly} autosize minRows={2} maxRows={24} value={value()} onChange={(event) => onType(event.currentTarget.value)} />;
    case "number":
      return <NumberAnswer {...common} readOnly={readOnly} value={value()} onType={onType} />;
    case "date":
      return readOnly ? (
        <TextInput {...common} readOnly value={value()} w="14rem" />
      ) : (
        <div className={classes.short}>
          <DateField {...common} clearable value={value() || null} onChange={(day) => onChoose(day ?? "")} />
        </div>
      );
    case "choice":
      return (
        <Select
          {...common}
          className={classes.short}
          readOnly={readOnly}
          clearable={!readOnly}
          placeholder={t`Choose`}
          data={field.choices.map(({ key, label: words }) => ({ value: key, label: labelText(words, language) }))}
          value={value() || null}
          onChange={(choice) => onChoose(choice ?? "")}
        />
      );
    case "checklist":
      return (
        <Input.Wrapper {...common} labelElement="div">
          <div className={classes.checks} role="group" aria-label={label}>
            {field.items.map(({ key, label: words }) => (
              <Checkbox
                key={key}
                size="xs"
                label={labelText(words, language)}
                checked={value(key) === "true"}
                disabled={readOnly}
                onChange={(event) => onChoose(event.currentTarget.checked ? "true" : "", key)}
              />
            ))}
          </div>
        </Input.Wrapper>
      );
  }
}

interface NumberAnswerProps {
  label: string;
  description?: string;
  error: string | undefined;
  readOnly: boolean;
  value: string;
  onType: (value: string) => void;
}

/** A number as people type it; what is none yet is shown, and not saved. */
function NumberAnswer({ value, onType, error, ...rest }: NumberAnswerProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  const decimals = value.includes(".") ? value.length - value.indexOf(".") - 1 : 0;
  const shown = typed ?? (value === "" ? "" : format.number(Number(value), Math.min(decimals, 6)));
  const wrong = typed !== null && typed.trim() !== "" && numberOf(typed) === null;
  return (
    <TextInput
      {...rest}
      className={classes.short}
      inputMode="decimal"
      value={shown}
      error={wrong ? t`Not a number` : error}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const number = numberOf(text);
        if (number !== null || text.trim() === "") onType(number ?? "");
      }}
      onBlur={() => wrong || setTyped(null)}
    />
  );
}
