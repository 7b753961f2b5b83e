import { msg, plural } from "@lingui/core/macro";

import type { CustomerRhythm } from "@/ipc/bindings/CustomerRhythm";

import { ahead, amount, chance, type Voice } from "./numbers";

/** "every 32 days (middle half 26–39)"; the brackets only when the intervals differ. All in days. */
export function everySoOften({ i18n, format }: Voice, median: number, low: number | null, high: number | null): string {
  const days = Math.max(1, Math.round(median));
  const every = i18n._(msg`${plural(days, { one: "every day", other: "every # days" })}`);
  if (low === null || high === null || Math.round(low) === Math.round(high)) return every;
  const from = format.number(low);
  const to = format.number(high);
  return i18n._(msg`${every} (middle half ${from}–${to})`);
}

/** How a customer buys, in whole sentences: the rhythm, the silence, the chance, what is at stake. */
export function rhythmSentences(voice: Voice, rhythm: CustomerRhythm): string[] {
  const { i18n, format } = voice;
  const { order_days, last_order, days_since_last, median_interval_days, score, horizon_days } = rhythm;
  const since = i18n._(
    msg`${plural(days_since_last, { 0: "last ordered today", one: "# day since the last order", other: "# days since the last order" })}`,
  );
  const every = everySoOften(voice, median_interval_days ?? 0, rhythm.quartile_low_days, rhythm.quartile_high_days);
  const last = format.date(last_order);
  const first =
    median_interval_days === null
      ? i18n._(msg`Ordered on ${plural(order_days, { one: "# day", other: "# days" })}, last on ${last}; ${since}.`)
      : i18n._(msg`Orders ${every}, ${since}.`);
  const sentences = [first];
  const horizon = ahead(voice, horizon_days);
  if (score.p_active !== null) {
    const active = chance(voice, score.p_active);
    const ordering = chance(voice, 1 - score.p_no_order);
    sentences.push(i18n._(msg`They are ${active} likely to still be buying and ${ordering} likely to order within ${horizon}.`));
  }
  if (score.value_at_stake !== null && score.value_at_stake > 0) {
    const stake = amount(voice, score.value_at_stake);
    sentences.push(i18n._(msg`${stake} at stake over ${horizon}.`));
  }
  return sentences;
}
