import type { DateOrder } from "@/ipc/bindings/DateOrder";
import type { DecimalMark } from "@/ipc/bindings/DecimalMark";
import type { LocalDate } from "@/shared/format";
import { parseDate } from "@/shared/parse";

/** The day that a date such as `07/04/1996` means in one order of its parts; null when it means none. */
export function readDate(text: string, order: Exclude<DateOrder, "year_first">): LocalDate | null {
  const parts = /^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b/.exec(text);
  if (!parts) return null;
  const [, first, second, digits = ""] = parts;
  // As the import reads them: two digits are 1970 to 2069.
  const year = digits.length === 2 ? (Number(digits) < 70 ? `20${digits}` : `19${digits}`) : digits;
  // Dates with a year never need today to be understood.
  return parseDate(order === "day_first" ? `${first}/${second}/${year}` : `${second}/${first}/${year}`, "2000-01-01");
}

/** The number that `1,234` means with one decimal mark; null when it means none. */
export function readNumber(text: string, mark: DecimalMark): number | null {
  const decimal = mark === "comma" ? "," : ".";
  const grouping = mark === "comma" ? "." : ",";
  const bare = text.replaceAll(grouping, "").replaceAll(/[\s\u00a0\u202f€£$%]/gu, "").replace(decimal, ".");
  const value = bare === "" ? Number.NaN : Number(bare);
  return Number.isFinite(value) ? value : null;
}
