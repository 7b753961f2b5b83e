import { i18n } from "@lingui/core";
import { describe, expect, it } from "vitest";

import type { CustomerRhythm } from "@/ipc/bindings/CustomerRhythm";
import type { Language } from "@/ipc/bindings/Language";
import { activateLanguage } from "@/shared/language";

import { voiceOf } from "./numbers";
import { rhythmSentences } from "./rhythm";

function say(language: Language, rhythm: CustomerRhythm): string {
  activateLanguage(language);
  return rhythmSentences(voiceOf(i18n, "EUR"), rhythm)
    .join(" ")
    .replaceAll(/[\u00a0\u202f]/gu, " ");
}

const slipping: CustomerRhythm = {
  order_days: 41,
  first_order: "2023-01-10",
  last_order: "2026-09-12",
  days_since_last: 71,
  median_interval_days: 32,
  quartile_low_days: 26,
  quartile_high_days: 39,
  value_365: 2_840_000,
  value_previous_365: 3_000_000,
  score: { p_active: 0.08, p_no_order: 0.93, value_at_stake: 1_420_000, horizon_days: 182 },
  horizon_days: 182,
};

describe("the rhythm of a customer in words", () => {
  it.each<[string, CustomerRhythm]>([
    ["slipping away", slipping],
    ["ordered today, nothing at stake", { ...slipping, days_since_last: 0, score: { ...slipping.score, p_active: 0.998, p_no_order: 0.01, value_at_stake: 0 } }],
    ["two order days and no model", { ...slipping, order_days: 2, median_interval_days: null, quartile_low_days: null, quartile_high_days: null, score: { ...slipping.score, p_active: null, value_at_stake: null } }],
    ["another horizon", { ...slipping, horizon_days: 90, score: { ...slipping.score, horizon_days: 90 } }],
  ])("%s", (_, rhythm) => {
    expect({ fi: say("fi", rhythm), en: say("en", rhythm) }).toMatchSnapshot();
  });

  it("shows no chance when there is no model", () => {
    const words = say("en", { ...slipping, score: { ...slipping.score, p_active: null, value_at_stake: null } });
    expect(words, "a rank must not be shown as a chance").not.toContain("%");
    expect(words, "nor as money").not.toContain("€");
  });
});
