import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { segmentDefaults, segmentFields, signalDefaults, signalFields } from "./rules";
import { checkShown, toShown, withShown } from "./thresholds";

const domain = join(import.meta.dirname, "../../../../crates/domain/src");

/** The values of `impl Default` in a source of the domain crate. */
function defaultsIn(file: string): Record<string, number> {
  const body = /impl Default for \w+ \{\s*fn default\(\) -> Self \{\s*Self \{([^}]*)\}/.exec(readFileSync(join(domain, file), "utf8"))?.[1] ?? "";
  return Object.fromEntries([...body.matchAll(/(\w+): ([\d._]+),/g)].map(([, name, value]) => [name, Number(value?.replaceAll("_", ""))]));
}

describe("the defaults", () => {
  it("are those of the program", () => {
    expect(signalDefaults).toEqual(defaultsIn("signals/rules.rs"));
    expect(segmentDefaults).toEqual(defaultsIn("segment.rs"));
  });

  it("can be saved as they are shown", () => {
    expect(checkShown(signalFields, toShown(signalFields, signalDefaults))).toEqual({});
    expect(checkShown(segmentFields, toShown(segmentFields, segmentDefaults))).toEqual({});
  });
});

describe("thresholds", () => {
  const stored = { ...signalDefaults, falling_rate: 0.66666 };

  it("are shown in per cent and come back unchanged to the last decimal", () => {
    const shown = toShown(signalFields, stored);
    expect(shown.falling_rate).toBe(66.7);
    expect(shown.size_z).toBe(2.33);
    expect(withShown(signalFields, stored, shown)).toEqual(stored);
  });

  it("change only where something was typed", () => {
    const shown = { ...toShown(signalFields, stored), growing_rate: 150 };
    expect(withShown(signalFields, stored, shown)).toEqual({ ...stored, growing_rate: 1.5 });
  });

  it("say what makes no sense beside another field", () => {
    const signals = toShown(signalFields, stored);
    const segments = toShown(segmentFields, segmentDefaults);
    expect(Object.keys(checkShown(signalFields, { ...signals, silent_at_most_days: 45 })), "60 days of waiting for somebody who is no news after 45").toEqual(["bought_once_after_days"]);
    expect(checkShown(signalFields, { ...signals, silent_at_most_days: 60 }), "just as long").toEqual({});
    expect(Object.keys(checkShown(segmentFields, { ...segments, lapsed_below_p_active: 75 })), "loyal and lapsed at once").toEqual(["loyal_from_p_active"]);
    expect(checkShown(segmentFields, { ...segments, lapsed_below_p_active: 70 }), "just where the other begins").toEqual({});
    expect(Object.keys(checkShown(signalFields, { ...signals, silent_at_most_days: "" })), "what is no number bounds nothing").toEqual(["silent_at_most_days"]);
  });

  it("say what makes no sense", () => {
    const shown = { ...toShown(signalFields, stored), growing_rate: 90, size_z: "", stopped_order_days: 2.5 };
    expect(Object.keys(checkShown(signalFields, shown)).toSorted()).toEqual(["growing_rate", "size_z", "stopped_order_days"]);
  });
});
