import { useLingui } from "@lingui/react/macro";
import { Select, TextInput } from "@mantine/core";
import { useState } from "react";

import type { AmountRule } from "@/ipc/bindings/AmountRule";
import type { DateOrder } from "@/ipc/bindings/DateOrder";
import type { DecimalMark } from "@/ipc/bindings/DecimalMark";
import type { DiscountUnit } from "@/ipc/bindings/DiscountUnit";
import type { Mapping } from "@/ipc/bindings/Mapping";
import type { Question } from "@/ipc/bindings/Question";

import { hasDates, hasNumbers } from "../fields";
import type { Rules } from "./state";
import classes from "./Wizard.module.css";

interface RuleFieldsProps {
  mapping: Mapping;
  /** What only the user knows and has not said yet. */
  asked: readonly Question[];
  onChange: (changes: Partial<Rules>) => void;
}

/** How dates, numbers and amounts are read; only what the kind and its columns call for. */
export function RuleFields({ mapping, asked, onChange }: RuleFieldsProps) {
  const { t } = useLingui();
  const isAsked = (question: Question["question"]) => asked.some((one) => one.question === question);
  const orders = mapping.kind === "orders";
  const money = orders || mapping.columns.list_price !== undefined;
  return (
    <div className={classes.rules}>
      {hasDates(mapping) && (
        <Select
          label={t`Dates such as 07/04/1996`}
          data={[
            { value: "day_first", label: t`Day first` },
            { value: "month_first", label: t`Month first` },
            { value: "year_first", label: t`Year first` },
          ]}
          value={mapping.date_order}
          placeholder={isAsked("date_order") ? t`Asked above` : t`None in the file`}
          onChange={(value) => onChange({ date_order: value as DateOrder | null })}
        />
      )}
      {hasNumbers(mapping) && (
        <Select
          label={t`Decimal mark`}
          data={[
            { value: "comma", label: t`Comma: 1 234,50` },
            { value: "point", label: t`Point: 1,234.50` },
          ]}
          value={mapping.decimal_mark}
          placeholder={isAsked("decimal_mark") ? t`Asked above` : t`No decimals in the file`}
          onChange={(value) => onChange({ decimal_mark: value as DecimalMark | null })}
        />
      )}
      {orders && (
        <Select
          label={t`Net amount of a line`}
          data={[
            { value: "column", label: t`From its column` },
            { value: "quantity_times_price", label: t`Quantity × unit price` },
          ]}
          value={mapping.amount}
          onChange={(value) => value && onChange({ amount: value as AmountRule })}
        />
      )}
      {mapping.columns.discount && (
        <Select
          label={t`Discounts`}
          data={[
            { value: "percent", label: t`15 means 15%` },
            { value: "fraction", label: t`0.15 means 15%` },
          ]}
          value={mapping.discount}
          onChange={(value) => value && onChange({ discount: value as DiscountUnit })}
        />
      )}
      {money && <CurrencyField value={mapping.default_currency} hasColumn={mapping.columns.currency !== undefined} onChange={(default_currency) => onChange({ default_currency })} />}
      {orders && (
        <TextInput
          label={t`Credit notes begin with`}
          description={t`Their amounts become negative, whichever sign they have.`}
          placeholder={t`no such mark`}
          value={mapping.credit_prefix ?? ""}
          maxLength={8}
          onChange={(event) => onChange({ credit_prefix: event.currentTarget.value.trim() || null })}
        />
      )}
      <TextInput
        label={t`Name of the source`}
        description={t`The choices are kept under this name for the next file.`}
        value={mapping.source_name}
        maxLength={100}
        onChange={(event) => onChange({ source_name: event.currentTarget.value })}
      />
    </div>
  );
}

interface CurrencyFieldProps {
  value: string;
  hasColumn: boolean;
  onChange: (currency: string) => void;
}

/** Three letters; told only when there are three, so that half a currency never reaches the program. */
function CurrencyField({ value, hasColumn, onChange }: CurrencyFieldProps) {
  const { t } = useLingui();
  const [text, setText] = useState(value);
  const type = (typed: string) => {
    const letters = typed.toUpperCase().replaceAll(/[^A-Z]/gu, "").slice(0, 3);
    setText(letters);
    if (letters.length === 3) onChange(letters);
  };
  return (
    <TextInput
      label={hasColumn ? t`Currency of lines that name none` : t`Currency`}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => text.length < 3 && setText(value)}
      error={text.length < 3 ? t`Three letters, such as EUR` : undefined}
    />
  );
}
