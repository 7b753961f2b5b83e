import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Rule } from "./rules";

/** What stands in the fields: numbers, or what somebody has typed that is none. */
export type Shown<Key extends string> = Record<Key, number | string>;

type Thresholds<Key extends string> = Record<Key, number>;
type Fields<Key extends string> = Record<Key, Rule>;

function keysOf<Key extends string>(fields: Fields<Key>): Key[] {
  return Object.keys(fields) as Key[];
}

/** Thresholds as they are shown: 0.3 as 30 (per cent). */
export function toShown<Key extends string>(fields: Fields<Key>, thresholds: Thresholds<Key>): Shown<Key> {
  return Object.fromEntries(
    keysOf(fields).map((key) => [key, fields[key].unit === "percent" ? Math.round(thresholds[key] * 1000) / 10 : thresholds[key]]),
  ) as Shown<Key>;
}

/** The stored thresholds with those replaced that were changed; the others keep every decimal. */
export function withShown<Key extends string>(fields: Fields<Key>, stored: Thresholds<Key>, shown: Shown<Key>): Thresholds<Key> {
  const before = toShown(fields, stored);
  return Object.fromEntries(
    keysOf(fields).map((key) => {
      const value = Number(shown[key]);
      if (value === before[key]) return [key, stored[key]];
      return [key, fields[key].unit === "percent" ? value / 100 : value];
    }),
  ) as Thresholds<Key>;
}

/** Whether a field passes the other one that bounds it; a bound that is itself no number bounds nothing. */
function passes(value: number, { kind }: NonNullable<Rule["bound"]>, bound: number | string | undefined): bound is number {
  return typeof bound === "number" && (kind === "at_most" ? value > bound : value < bound);
}

/** What is out of the range that makes sense, by itself or beside another field; as the domain crate checks it. */
export function checkShown<Key extends string>(fields: Fields<Key>, shown: Shown<Key>): Partial<Record<Key, MessageDescriptor>> {
  const wrong: Partial<Record<Key, MessageDescriptor>> = {};
  for (const key of keysOf(fields)) {
    const { min, max, step, bound } = fields[key];
    const value = shown[key];
    const other = bound && (shown as Record<string, number | string>)[bound.field];
    if (typeof value !== "number" || value < min || value > max) wrong[key] = msg`From ${min} to ${max}`;
    else if (step >= 1 && fields[key].unit !== "percent" && !Number.isInteger(value)) wrong[key] = msg`A whole number`;
    else if (bound && passes(value, bound, other)) wrong[key] = bound.words(other);
  }
  return wrong;
}
