import { i18n } from "@lingui/core";
import { describe, expect, it } from "vitest";

import type { Evidence } from "@/ipc/bindings/Evidence";
import type { Language } from "@/ipc/bindings/Language";
import { activateLanguage } from "@/shared/language";

import { evidenceSentences } from "./evidence";
import { voiceOf } from "./numbers";

function say(language: Language, evidence: Evidence): string {
  activateLanguage(language);
  return evidenceSentences(voiceOf(i18n, "EUR"), evidence)
    .join(" ")
    .replaceAll(/[\u00a0\u202f]/gu, " ");
}

const stopped: Evidence = {
  kind: "stopped_ordering",
  order_days: 41,
  last_order: "2026-09-12",
  days_since_last: 71,
  median_interval_days: 32,
  quartile_low_days: 26,
  quartile_high_days: 39,
  p_active: 0.08,
  p_no_order: 0.93,
  horizon_days: 182,
};
const frequency = { recent_orders: 3, recent_days: 90, expected_orders: 7.1, base_orders: 28, base_days: 365, probability: 0.97 };
const size = { recent_average: 42_000, recent_orders: 6, recent_days: 90, base_average: 71_000, base_orders: 24, base_days: 365, ratio: 0.62, z: -3.1 };
const once: Evidence = { kind: "bought_once", only_order: "2026-02-03", days_since: 120, value: 42_050, p_no_order: 0.88, horizon_days: 182 };

describe("evidence in words", () => {
  it.each<[string, Evidence]>([
    ["stopped ordering", stopped],
    ["stopped, without a model, every day", { ...stopped, p_active: null, median_interval_days: 1, quartile_low_days: 1, quartile_high_days: 1, days_since_last: 1 }],
    ["stopped, hardly a chance", { ...stopped, p_active: 0.003 }],
    ["less often", { kind: "order_frequency_falling", frequency }],
    ["smaller", { kind: "order_size_falling", size }],
    ["smaller, which the averages hide", { kind: "order_size_falling", size: { ...size, recent_average: 73_000 } }],
    ["larger, which the averages overstate", { kind: "growing", frequency: null, size: { ...size, ratio: 1.5, recent_average: 210_000 } }],
    ["growing both ways", { kind: "growing", frequency: { ...frequency, recent_orders: 12 }, size: { ...size, ratio: 1.4, recent_average: 99_000 } }],
    ["bought once", once],
    ["bought once, without a model", { ...once, p_no_order: null }],
    ["no contact for long", { kind: "no_contact", last_contact: "2026-08-01", days_since: 112, maximum_days: 90 }],
    ["never a contact", { kind: "no_contact", last_contact: null, days_since: null, maximum_days: 30 }],
  ])("%s", (_, evidence) => {
    expect({ fi: say("fi", evidence), en: say("en", evidence) }).toMatchSnapshot();
  });
});
