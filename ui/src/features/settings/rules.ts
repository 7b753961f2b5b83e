import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { SegmentRule } from "@/ipc/bindings/SegmentRule";
import type { SignalRules } from "@/ipc/bindings/SignalRules";

/** How a threshold is shown: shares and ratios in per cent, the rest as they are. */
export type Unit = "percent" | "days" | "times" | "number";

/** One threshold: its name, what it does in plain words, and the values that make sense (as they are shown). */
export interface Rule {
  label: MessageDescriptor;
  help: MessageDescriptor;
  unit: Unit;
  min: number;
  max: number;
  step: number;
  /** Another field that this one must not pass, and what is said when it does; both as they are shown. */
  bound?: Bound;
}

interface Bound {
  kind: "at_most" | "at_least";
  field: string;
  words: (bound: number) => MessageDescriptor;
}

export const signalFields = {
  stopped_from_p_no_order: {
    label: msg`Stopped ordering: chance of no order`,
    help: msg`Raised when it is at least this likely that no order comes within the days that are looked ahead. Smaller: more customers, more false alarms.`,
    unit: "percent",
    min: 1,
    max: 100,
    step: 5,
  },
  stopped_order_days: {
    label: msg`Stopped ordering: orders for a rhythm`,
    help: msg`With fewer days of ordering there is no rhythm yet that could break.`,
    unit: "number",
    min: 2,
    max: 50,
    step: 1,
  },
  stopped_from_median_intervals: {
    label: msg`Stopped ordering: silence`,
    help: msg`The silence must last at least this many times the customer's usual interval between orders.`,
    unit: "times",
    min: 1,
    max: 20,
    step: 0.1,
  },
  silent_at_most_days: {
    label: msg`Silence that is still news`,
    help: msg`Whoever has been silent for longer is a lapsed customer and no longer in the queue.`,
    unit: "days",
    min: 30,
    max: 3650,
    step: 30,
  },
  falling_rate: {
    label: msg`Orders less often`,
    help: msg`Raised when orders now come at most at this share of the earlier pace.`,
    unit: "percent",
    min: 1,
    max: 99,
    step: 5,
  },
  growing_rate: {
    label: msg`Orders more often`,
    help: msg`Raised when orders now come at least at this share of the earlier pace.`,
    unit: "percent",
    min: 101,
    max: 1000,
    step: 5,
  },
  frequency_probability: {
    label: msg`How sure a change of pace must be`,
    help: msg`Closer to 100%: fewer signals, and hardly any by chance.`,
    unit: "percent",
    min: 50,
    max: 99.9,
    step: 1,
  },
  falling_size: {
    label: msg`Orders smaller`,
    help: msg`Raised when the typical order is at most this share of what it was. Growth is its mirror image.`,
    unit: "percent",
    min: 1,
    max: 99,
    step: 5,
  },
  size_z: {
    label: msg`How clear a change of size must be`,
    help: msg`In standard errors: at 2.33 about one change in a hundred is chance, at 1.64 one in twenty.`,
    unit: "number",
    min: 0,
    max: 10,
    step: 0.1,
  },
  bought_once_after_days: {
    label: msg`Bought once: time to come back`,
    help: msg`Raised when this many days have gone by since the only order.`,
    unit: "days",
    min: 1,
    max: 730,
    step: 10,
    bound: { kind: "at_most", field: "silent_at_most_days", words: (days) => msg`At most ${days} days: a longer silence is no longer news (see above).` },
  },
} satisfies Record<keyof SignalRules, Rule>;

export const segmentFields = {
  lapsed_below_p_active: {
    label: msg`Lapsed: chance of still buying`,
    help: msg`Below this a customer counts as lapsed.`,
    unit: "percent",
    min: 0,
    max: 100,
    step: 5,
  },
  loyal_from_p_active: {
    label: msg`Loyal: chance of still buying`,
    help: msg`From this on a customer with enough days of ordering is loyal.`,
    unit: "percent",
    min: 0,
    max: 100,
    step: 5,
    bound: { kind: "at_least", field: "lapsed_below_p_active", words: (share) => msg`At least ${share}%: below that a customer counts as lapsed (see above).` },
  },
  loyal_order_days: {
    label: msg`Loyal: days of ordering`,
    help: msg`How many days with an order make a customer loyal, in all.`,
    unit: "number",
    min: 2,
    max: 1000,
    step: 1,
  },
  frequent_order_days: {
    label: msg`Frequent: days of ordering in a year`,
    help: msg`How many days with an order within the last 365 days make a customer frequent.`,
    unit: "number",
    min: 2,
    max: 365,
    step: 1,
  },
  lapsed_after_days: {
    label: msg`Lapsed without a model`,
    help: msg`While there are too few orders to fit the model: lapsed after this many days without an order.`,
    unit: "days",
    min: 1,
    max: 3650,
    step: 30,
  },
} satisfies Record<keyof SegmentRule, Rule>;

/** As in the domain crate; the test beside this compares them with its source. */
export const signalDefaults: SignalRules = {
  stopped_from_p_no_order: 0.3,
  stopped_order_days: 3,
  stopped_from_median_intervals: 1.5,
  silent_at_most_days: 365,
  falling_rate: 0.7,
  growing_rate: 1.3,
  frequency_probability: 0.9,
  size_z: 2.33,
  falling_size: 0.75,
  bought_once_after_days: 60,
};

/** As in the domain crate. */
export const segmentDefaults: SegmentRule = {
  lapsed_below_p_active: 0.2,
  loyal_from_p_active: 0.7,
  loyal_order_days: 6,
  frequent_order_days: 6,
  lapsed_after_days: 365,
};
