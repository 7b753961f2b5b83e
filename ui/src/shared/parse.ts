import type { Language } from "@/ipc/bindings/Language";

import type { LocalDate } from "./format";

/**
 * Reads an amount as people type it: `1 234,50`, `1,234.50 €`, `-12`, `12,5`.
 *
 * The last comma or point is the decimal sign unless exactly three digits follow it and the language
 * groups thousands with it.
 *
 * @returns integer cents, or null when it is not an amount
 */
export function parseCents(text: string, language: Language): number | null {
  const bare = text.replace(/[\s\u00a0\u202f€'’]/gu, "").replace(/\u2212/gu, "-");
  if (!/^[+-]?\d[\d.,]*$/.test(bare) && !/^[+-]?[.,]\d+$/.test(bare)) return null;
  const last = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  const grouping = language === "fi" ? "." : ",";
  const groups = last >= 0 && bare[last] === grouping && bare.length - last === 4;
  const whole = (last < 0 || groups ? bare : bare.slice(0, last)).replace(/[.,]/g, "");
  const fraction = last < 0 || groups ? "" : bare.slice(last + 1);
  const value = Math.round(Number(`${whole || "0"}.${fraction || "0"}`) * 100);
  return Number.isSafeInteger(value) ? value : null;
}

/**
 * Reads a date as people type it: `21.11.2026`, `21.11.`, `21/11/26`, `2026-11-21`. A missing year is that of `today`.
 *
 * @returns the date, or null when there is no such day
 */
export function parseDate(text: string, today: LocalDate): LocalDate | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const spoken = /^\s*(\d{1,2})[./](\d{1,2})[./]?(\d{2}|\d{4})?\s*$/.exec(text);
  if (!spoken) return null;
  const year = spoken[3] ? Number(spoken[3]) : Number(today.slice(0, 4));
  return dateOf(year < 100 ? 2000 + year : year, Number(spoken[2]), Number(spoken[1]));
}

/** Minutes in a day. */
const dayMinutes = 24 * 60;

/**
 * Reads a time of day as people type it: `9`, `930`, `9.30`, `9:30`, `klo 14`, `2 pm`.
 *
 * @returns minutes since midnight, or null when there is no such time
 */
export function parseTime(text: string): number | null {
  const found = /^\s*(?:klo\s*)?(\d{1,2})(?:[.:]?(\d{2}))?\s*(am|pm)?\s*$/i.exec(text);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  const typed = Number(found[1]);
  if (half !== undefined && (typed < 1 || typed > 12)) return null;
  const hour = half === undefined ? typed : (typed % 12) + (half === "pm" ? 12 : 0);
  const minute = Number(found[2] ?? 0);
  const total = hour * 60 + minute;
  return minute < 60 && total < dayMinutes ? total : null;
}

function dateOf(year: number, month: number, day: number): LocalDate | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}
