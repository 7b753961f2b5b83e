import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { BacktestMethod } from "@/ipc/bindings/BacktestMethod";
import type { BacktestReport } from "@/ipc/bindings/BacktestReport";
import type { MethodResult } from "@/ipc/bindings/MethodResult";

/** Names of the ways to tell who will not order again. */
export const methodWords = {
  order_model: msg`This queue`,
  recency: msg`Longest silence first`,
  twice_median_interval: msg`Silent for twice the usual interval`,
  fixed90_days: msg`Silent for 90 days`,
} satisfies Record<BacktestMethod, MessageDescriptor>;

/** The same in a word or two, for the axis of a chart. */
export const methodNames = {
  order_model: msg`Queue`,
  recency: msg`Silence`,
  twice_median_interval: msg`2 × interval`,
  fixed90_days: msg`90 days`,
} satisfies Record<BacktestMethod, MessageDescriptor>;

/** What each way does, for those who have not heard of it. */
export const methodHints = {
  order_model: msg`Each customer’s own rhythm, and what is at stake`,
  recency: msg`Days since the last order, and what is at stake`,
  twice_median_interval: msg`What most programs do: an alarm when the pause is twice the median, the largest customers first`,
  fixed90_days: msg`An alarm after 90 days for everybody, the largest customers first`,
} satisfies Record<BacktestMethod, MessageDescriptor>;

/** The queue first, then the plain rules from the best to the worst. */
export function ranked(methods: readonly MethodResult[]): MethodResult[] {
  const own = methods.filter(({ method }) => method === "order_model");
  const plain = methods.filter(({ method }) => method !== "order_model");
  return [...own, ...plain.toSorted((left, right) => (right.lost_value_in_top ?? -1) - (left.lost_value_in_top ?? -1))];
}

/** How the queue compares with the best plain rule. */
export interface Verdict {
  own: MethodResult;
  /** The plain rule that caught the most lost value. */
  best: MethodResult;
  /** Shares of the lost value caught, 0 to 1. */
  caught: number;
  caughtByBest: number;
  outcome: "better" | "even" | "worse";
}

/** Differences below this share of the lost value say nothing. */
const noticeable = 0.01;

/** The comparison in one word; null when there is nothing to compare. */
export function verdictOf(methods: readonly MethodResult[]): Verdict | null {
  const [own, ...plain] = ranked(methods);
  const best = plain[0];
  const caught = own?.lost_value_in_top ?? null;
  const caughtByBest = best?.lost_value_in_top ?? null;
  if (!own || own.method !== "order_model" || !best || caught === null || caughtByBest === null) return null;
  const ahead = caught - caughtByBest;
  return { own, best, caught, caughtByBest, outcome: ahead > noticeable ? "better" : ahead < -noticeable ? "worse" : "even" };
}

/** One row for each hundredth of the queue, with the share of the lost value that each method has reached there. */
export function gainRows(methods: readonly MethodResult[]): Record<string, number>[] {
  const rows = new Map<number, Record<string, number>>();
  for (const { method, gain } of methods) {
    for (const { called, lost_value } of gain) {
      const row = rows.get(called) ?? { called };
      row[method] = lost_value;
      rows.set(called, row);
    }
  }
  return [...rows.values()].toSorted((left, right) => (left["called"] ?? 0) - (right["called"] ?? 0)).map((row) => ({ ...row, chance: row["called"] ?? 0 }));
}

/** How many of a hundred pairs the queue puts in the right order. */
export function pairsOfHundred(auc: number): number {
  return Math.round(auc * 100);
}

/** Customers, lost ones and the tested top over all cuts; means, rounded. */
export function typicalCut({ cuts }: BacktestReport): { customers: number; lost: number; top: number } {
  const mean = (values: number[]) => (values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length));
  return { customers: mean(cuts.map(({ customers }) => customers)), lost: mean(cuts.map(({ lost }) => lost)), top: mean(cuts.map(({ top }) => top)) };
}
