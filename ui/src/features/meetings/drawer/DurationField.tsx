import { useLingui } from "@lingui/react/macro";
import { NumberInput } from "@mantine/core";
import type { ReactNode } from "react";

interface DurationFieldProps {
  /** Minutes. */
  value: number | null;
  onChange: (minutes: number | null) => void;
  /** The meeting takes the whole day. */
  disabled?: boolean;
  error?: ReactNode;
}

/** How long a meeting takes; the arrows go by a quarter of an hour. */
export function DurationField({ value, onChange, disabled = false, error }: DurationFieldProps) {
  const { t } = useLingui();
  return (
    <NumberInput
      label={t`How long`}
      suffix={`\u00a0${t({ message: "min", context: "unit" })}`}
      value={disabled ? "" : (value ?? "")}
      placeholder={disabled ? t`All day` : undefined}
      disabled={disabled}
      min={1}
      max={24 * 60}
      step={15}
      allowDecimal={false}
      allowNegative={false}
      error={error}
      onChange={(minutes) => onChange(typeof minutes === "number" ? minutes : null)}
    />
  );
}
