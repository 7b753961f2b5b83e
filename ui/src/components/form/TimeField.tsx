import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";

import { useFormat } from "@/shared/format";
import { useLanguage } from "@/shared/language";
import { parseTime } from "@/shared/parse";

interface TimeFieldProps {
  label: ReactNode;
  /** Minutes since midnight; null for none. */
  value: number | null;
  onChange: (minute: number | null) => void;
  error?: ReactNode;
  description?: ReactNode;
}

/** Minutes that an arrow key goes on or back. */
const step = 15;
const lastMinute = 24 * 60 - 1;

/** A time of day, typed as people type it (`9`, `930`, `14.15`); the arrows go by a quarter of an hour. */
export function TimeField({ label, value, onChange, error, description }: TimeFieldProps) {
  const format = useFormat();
  const language = useLanguage();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (value === null ? "" : format.minuteOfDay(value));
  const settle = () => {
    if (text === null) return;
    setText(null);
    const typed = parseTime(text);
    if (text.trim() === "") onChange(null);
    else if (typed !== null) onChange(typed);
  };
  const type = (typed: string) => {
    setText(typed);
    // What is read already counts at once: Ctrl/Cmd+Enter saves without leaving the field.
    const minute = parseTime(typed);
    if (minute !== null) onChange(minute);
    else if (typed.trim() === "") onChange(null);
  };
  return (
    <TextInput
      label={label}
      error={error}
      description={description}
      value={shown}
      placeholder={language === "fi" ? "9.00" : "09:00"}
      inputMode="numeric"
      autoComplete="off"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        setText(null);
        const from = value ?? 9 * 60;
        const quarter = event.key === "ArrowUp" ? (Math.floor(from / step) + 1) * step : (Math.ceil(from / step) - 1) * step;
        onChange(value === null ? from : Math.min(lastMinute, Math.max(0, quarter)));
      }}
    />
  );
}
