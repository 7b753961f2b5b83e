import { DateInput, DatesProvider } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { IconCalendar } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { type LocalDate, today } from "@/shared/format";
import { useLanguage } from "@/shared/language";
import { parseDate } from "@/shared/parse";

import "dayjs/locale/fi";
import "dayjs/locale/en-gb";

interface DateFieldProps {
  /** Above the field; a field without one has an `aria-label`. */
  label?: ReactNode;
  "aria-label"?: string;
  /** Has the focus when its drawer opens. */
  "data-autofocus"?: boolean;
  value?: LocalDate | null;
  onChange: (date: LocalDate | null) => void;
  error?: ReactNode;
  description?: ReactNode;
  minDate?: LocalDate;
  maxDate?: LocalDate;
  required?: boolean;
  clearable?: boolean;
}

/** A day, typed as people type it (`21.11.`, `21/11/26`) or chosen from the calendar. */
export function DateField({ value, onChange, error, minDate, maxDate, ...rest }: DateFieldProps) {
  const language = useLanguage();
  return (
    <DatesProvider settings={{ locale: language === "fi" ? "fi" : "en-gb", firstDayOfWeek: 1 }}>
      <DateInput
        {...rest}
        {...(minDate ? { minDate } : {})}
        {...(maxDate ? { maxDate } : {})}
        error={error}
        value={value ?? null}
        onChange={onChange}
        dateParser={(text) => parseDate(text, today()) ?? ""}
        valueFormat={language === "fi" ? "D.M.YYYY" : "D MMM YYYY"}
        placeholder={language === "fi" ? "p.k.vvvv" : "d/m/yyyy"}
        rightSection={<IconCalendar size={16} stroke={1.5} aria-hidden style={{ pointerEvents: "none" }} />}
      />
    </DatesProvider>
  );
}
