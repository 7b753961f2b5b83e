import { describe, expect, it } from "vitest";

import type { CustomerFields } from "@/ipc/bindings/CustomerFields";

import { differencesOf, mergeRequest, proposedChoices } from "./merge";

const nothing: CustomerFields = {
  name: "Putki Oy",
  business_id: null,
  vat_id: null,
  external_number: null,
  parent: null,
  industry: null,
  street: null,
  postcode: null,
  city: "Oulu",
  country: null,
  phone: null,
  email: null,
  website: null,
  tier: null,
  tier_reason: null,
  owner: null,
  deputy: null,
  stage: null,
  ladder: null,
  language: null,
  source: null,
  notes: null,
  ended_on: null,
  ended_reason: null,
  tags: [],
};
const first: CustomerFields = { ...nothing, phone: "1", external_number: "100", tags: ["a"] };
const second: CustomerFields = { ...nothing, name: "Putki", business_id: "1234567-1", phone: "2", tags: ["b"] };
const ids = { first: "f", second: "s" };

describe("merging field by field", () => {
  const differences = differencesOf(first, second);

  it("asks only for what differs, and never for tags", () => {
    expect(differences.map(({ field }) => field)).toEqual(["name", "business_id", "external_number", "phone"]);
    expect(differencesOf(first, first)).toEqual([]);
  });

  it("proposes the record that stays, and fills its gaps from the other", () => {
    expect(proposedChoices(differences, "first")).toEqual({ name: "first", business_id: "second", external_number: "first", phone: "first" });
    expect(proposedChoices(differences, "second")).toEqual({ name: "second", business_id: "second", external_number: "first", phone: "second" });
  });

  it("sends only what is taken over", () => {
    expect(mergeRequest(ids, "first", differences, { ...proposedChoices(differences, "first"), phone: "second" })).toEqual({
      keep: "f",
      merge: "s",
      changes: { business_id: "1234567-1", phone: "2" },
    });
  });

  it("can empty a field of the record that stays", () => {
    expect(mergeRequest(ids, "second", differences, { business_id: "first" })).toEqual({ keep: "s", merge: "f", changes: { business_id: null } });
  });
});
