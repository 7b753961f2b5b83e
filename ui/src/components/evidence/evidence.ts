import { msg, plural } from "@lingui/core/macro";

import type { Evidence } from "@/ipc/bindings/Evidence";
import type { FrequencyChange } from "@/ipc/bindings/FrequencyChange";
import type { SizeChange } from "@/ipc/bindings/SizeChange";

import { ahead, amount, chance, expected, type Voice } from "./numbers";
import { everySoOften } from "./rhythm";

/** What was seen, as a colleague would say it: whole sentences with the numbers that the signal rests on. */
export function evidenceSentences(voice: Voice, evidence: Evidence): string[] {
  const { i18n, format } = voice;
  switch (evidence.kind) {
    case "stopped_ordering": {
      const { days_since_last, p_active } = evidence;
      const rhythm = everySoOften(voice, evidence.median_interval_days, evidence.quartile_low_days, evidence.quartile_high_days);
      const silence = i18n._(
        msg`Ordered ${rhythm}, now ${plural(days_since_last, { one: "# day", other: "# days" })} since the last order.`,
      );
      // Without a fitted model the rank says nothing that could be shown as a chance.
      if (p_active === null) return [silence];
      const active = chance(voice, p_active);
      return [silence, i18n._(msg`They are ${active} likely to still be buying.`)];
    }
    case "order_frequency_falling": {
      const certainty = chance(voice, evidence.frequency.probability);
      return [fewerOrMore(voice, evidence.frequency), i18n._(msg`It is ${certainty} certain that the fall is no accident.`)];
    }
    case "order_size_falling":
      return [smallerOrLarger(voice, evidence.size)];
    case "growing": {
      const { frequency, size } = evidence;
      return [...(frequency ? [fewerOrMore(voice, frequency)] : []), ...(size ? [smallerOrLarger(voice, size)] : [])];
    }
    case "bought_once": {
      const { only_order, days_since, value, p_no_order, horizon_days } = evidence;
      const day = format.date(only_order);
      const price = amount(voice, value);
      const only = i18n._(
        msg`Bought once, on ${day} for ${price}, and nothing in the ${plural(days_since, { one: "# day", other: "# days" })} since.`,
      );
      if (p_no_order === null) return [only];
      const ordering = chance(voice, 1 - p_no_order);
      const horizon = ahead(voice, horizon_days);
      return [only, i18n._(msg`They are ${ordering} likely to order within ${horizon}.`)];
    }
    case "no_contact": {
      const { last_contact, days_since, maximum_days } = evidence;
      const limit = i18n._(msg`The tier allows at most ${plural(maximum_days, { one: "# day", other: "# days" })}.`);
      if (last_contact === null || days_since === null) return [i18n._(msg`No two-way contact has ever been logged.`), limit];
      const day = format.date(last_contact);
      return [i18n._(msg`The last two-way contact was ${plural(days_since, { one: "# day", other: "# days" })} ago, on ${day}.`), limit];
    }
    case "broken_promise": {
      const { due, days_since, broken } = evidence;
      const day = format.date(due);
      const what = i18n._(msg`We broke a promise ${plural(days_since, { one: "# day", other: "# days" })} ago; it was due on ${day}.`);
      const mend = i18n._(msg`Apologise and mend it.`);
      if (broken < 2) return [what, mend];
      return [what, i18n._(msg`It is one of ${plural(broken, { one: "# broken promise", other: "# broken promises" })} in half a year.`), mend];
    }
  }
}

function fewerOrMore(voice: Voice, { recent_orders, recent_days, expected_orders }: FrequencyChange): string {
  const rounded = expected(voice, expected_orders);
  return voice.i18n._(
    msg`${plural(recent_orders, { one: "# order", other: "# orders" })} in the last ${plural(recent_days, { one: "# day", other: "# days" })}; judging by the year before, about ${rounded} would be expected.`,
  );
}

/** Apart by at most this factor, the averages tell of the change what the typical order tells. */
const sameStory = 1.15;

/**
 * The signal rests on the typical order (a geometric mean), which a single large order hardly moves; what the reader
 * sees everywhere else are averages. So the share is that of the averages, unless they tell another story: then it is
 * said of which of the two it is, and why they differ.
 */
function smallerOrLarger(voice: Voice, { recent_average, recent_orders, recent_days, base_average, ratio }: SizeChange): string {
  const { i18n, format } = voice;
  const averages = recent_average / base_average;
  const apart = Math.max(averages / ratio, ratio / averages);
  const agree = apart <= sameStory && averages < 1 === ratio < 1;
  const share = format.percent(Math.abs(1 - (agree ? averages : ratio)));
  const now = amount(voice, recent_average);
  const before = amount(voice, base_average);
  const orders = i18n._(
    msg`${plural(recent_orders, { one: "# order", other: "# orders" })} in ${plural(recent_days, { one: "# day", other: "# days" })}`,
  );
  if (agree) {
    return ratio < 1
      ? i18n._(msg`Orders are on average ${share} smaller than the year before: now ${now} (${orders}), earlier ${before}.`)
      : i18n._(msg`Orders are on average ${share} larger than the year before: now ${now} (${orders}), earlier ${before}.`);
  }
  return ratio < 1
    ? i18n._(msg`A typical order is ${share} smaller than the year before. Single large orders sway the average: now ${now} (${orders}), earlier ${before}.`)
    : i18n._(msg`A typical order is ${share} larger than the year before. Single large orders sway the average: now ${now} (${orders}), earlier ${before}.`);
}
