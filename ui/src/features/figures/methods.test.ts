import { describe, expect, it } from "vitest";

import type { BacktestMethod } from "@/ipc/bindings/BacktestMethod";
import type { MethodResult } from "@/ipc/bindings/MethodResult";

import { gainRows, pairsOfHundred, ranked, typicalCut, verdictOf } from "./methods";

function result(method: BacktestMethod, caught: number | null, gain: MethodResult["gain"] = []): MethodResult {
  return { method, auc: 0.7, auc_six_order_days: 0.75, lost_value_in_top: caught, brier: null, calibration: [], gain };
}

const methods = [result("fixed90_days", 0.41), result("twice_median_interval", 0.47), result("recency", 0.48), result("order_model", 0.53)];

describe("the queue against the plain rules", () => {
  it("stands first, the rules from the best to the worst", () => {
    expect(ranked(methods).map(({ method }) => method)).toEqual(["order_model", "recency", "twice_median_interval", "fixed90_days"]);
  });

  it.each([
    [0.53, "better"],
    [0.485, "even"],
    [0.476, "even"],
    [0.4, "worse"],
  ] as const)("catching %d is %s than the best rule's 0.48", (caught, outcome) => {
    const verdict = verdictOf([...methods.slice(0, 3), result("order_model", caught)]);
    expect(verdict).toMatchObject({ outcome, caught, caughtByBest: 0.48, best: { method: "recency" } });
  });

  it("says nothing where nothing was lost", () => {
    expect(verdictOf(methods.map((one) => ({ ...one, lost_value_in_top: null })))).toBeNull();
    expect(verdictOf([])).toBeNull();
  });
});

describe("figures of the charts", () => {
  it("put the curves of all methods side by side", () => {
    const rows = gainRows([result("order_model", 0, [{ called: 0, lost_value: 0 }, { called: 0.5, lost_value: 0.9 }]), result("recency", 0, [{ called: 0.5, lost_value: 0.7 }])]);
    expect(rows).toEqual([
      { called: 0, order_model: 0, chance: 0 },
      { called: 0.5, order_model: 0.9, recency: 0.7, chance: 0.5 },
    ]);
  });

  it("count pairs and means in whole numbers", () => {
    expect(pairsOfHundred(0.745)).toBe(75);
    const cut = { day: "2026-01-31", customers: 10, lost: 3, lost_value: 0, top: 4, fitted: true };
    expect(typicalCut({ horizon_days: 182, cuts: [cut, { ...cut, customers: 21 }], methods })).toEqual({ customers: 16, lost: 3, top: 4 });
    expect(typicalCut({ horizon_days: 182, cuts: [], methods })).toEqual({ customers: 0, lost: 0, top: 0 });
  });
});
