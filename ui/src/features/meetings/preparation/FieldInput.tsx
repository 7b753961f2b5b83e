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
  /** Why the program does not store what was written. */
  problem: string | undefined;
}

/** One field of the form, with whose part it is. */
export function FieldInput(props: FieldInputProps) {
  const { field, records, missing, problem, readOnly, value } = props;
  const { t, i18n } = useLingui();
  const language = useLanguage();
  const label = labelText(field.label, language);
  const hint = labelText(field.hint, language);
  const who = i18n._(filledByWords[field.filled_by]);
  if (readOnly) return <ReadAnswer field={field} value={value} label={label} />;
  return (
    <div className={classes.field} data-field={field.key}>
      <span className={classes.whose} data-owner={field.filled_by === "owner" || undefined} aria-hidden>
        {records.map((record) => (
          <ConflictMark key={record} table="preparation_answer" record={record} label={label} />
        ))}
        {field.required ? <Trans>{who}, needed</Trans> : who}
      </span>
      <Answer {...props} label={label} hint={hint} error={problem ?? (missing ? t`Needed` : undefined)} />
    </div>
  );
}

/** An answer that is only read, as it stands on paper. */
function ReadAnswer({ field, value, label }: Pick<FieldInputProps, "field" | "value"> & { label: string }) {
  const language = useLanguage();
  const format = useFormat();
  const text = () => {
    switch (field.kind) {
      case "text":
      case "long_text":
        return value();
      case "number":
        return value() === "" ? "" : format.number(Number(value()), Math.min(6, value().split(".")[1]?.length ?? 0));
      case "date":
        return value() === "" ? "" : format.date(value());
      case "choice": {
        const chosen = field.choices.find(({ key }) => key === value());
        return chosen ? labelText(chosen.label, language) : "";
      }
      case "checklist":
        return field.items
          .filter(({ key }) => value(key) === "true")
          .map((item) => `✓ ${labelText(item.label, language)}`)
          .join("\n");
    }
  };
  return (
    <dl className={classes.read}>
      <dt>{label}</dt>
      <dd>{text() || "–"}</dd>
    </dl>
  );
}

interface AnswerProps extends FieldInputProps {
  label: string;
  hint: string;
  error: string | undefined;
}

function Answer({ field, value, onType, onChoose, label, hint, error }: AnswerProps) {
  const { t } = useLingui();
  const language = useLanguage();
  const common = { label, error, ...(hint === "" ? {} : { description: hint }) };
  switch (field.kind) {
    case "text":
      return <TextInput {...common} maxLength={500} value={value()} onChange={(event) => onType(event.currentTarget.value)} />;
    case "long_text":
      return <Textarea {...common} autosize minRows={2} maxRows={24} value={value()} onChange={(event) => onType(event.currentTarget.value)} />;
    case "number":
      return <NumberAnswer {...common} value={value()} onType={onType} />;
    case "date":
      return (
        <div className={classes.short}>
          <DateField {...common} clearable value={value() || null} onChange={(day) => onChoose(day ?? "")} />
        </div>
      );
    case "choice":
      return (
        <Select
          {...common}
          className={classes.short}
          clearable
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
