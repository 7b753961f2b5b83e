import type { I18n } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";

import { createFormat, type Format } from "@/shared/format";
import type { Language } from "@/ipc/bindings/Language";

/** What sentences with numbers in them are made with. */
export interface Voice {
  i18n: I18n;
  format: Format;
  /** Currency of amounts that name none, ISO 4217. */
  currency: string;
}

/** A voice in the language that is active in `i18n`. */
export function voiceOf(i18n: I18n, currency: string): Voice {
  return { i18n, format: createFormat(i18n.locale as Language), currency };
}

/** A chance of 0 to 1 in per cent; never "0 %" or "100 %", which no model knows. */
export function chance({ i18n, format }: Voice, share: number): string {
  const least = format.percent(0.01);
  const most = format.percent(0.99);
  if (share < 0.01) return i18n._(msg`under ${least}`);
  if (share > 0.99) return i18n._(msg`over ${most}`);
  return format.percent(share);
}

/** The time that a forecast looks ahead, to stand after "within": half a year is said so, odd numbers in days. */
export function ahead({ i18n }: Voice, days: number): string {
  if (days >= 360 && days <= 370) return i18n._(msg({ message: "a year", context: "within" }));
  if (days >= 178 && days <= 186) return i18n._(msg({ message: "six months", context: "within" }));
  return i18n._(msg({ message: plural(days, { one: "# day", other: "# days" }), context: "within" }));
}

/** An amount without its cents. */
export function amount({ format, currency }: Voice, cents: number): string {
  return format.money(cents, { currency, precision: "whole" });
}

/** A number of orders that was computed, not counted: one decimal while it is very small. */
export function expected({ format }: Voice, orders: number): string {
  return format.number(orders, orders < 2.95 && Math.abs(orders - Math.round(orders)) >= 0.05 ? 1 : 0);
}
