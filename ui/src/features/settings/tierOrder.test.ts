import { expect, it } from "vitest";

import type { Tier } from "@/ipc/bindings/Tier";

import { moveTier } from "./tierOrder";

const tier = (id: string, position: number): Tier => ({ id, name: id, key: null, position, contact_maximum_days: null, customers: 0, log_place: 1 });
/** What is saved, and where it was seen. */
const moved = (id: string, position: number, from: number) => ({ id, position, base: { position: from, log_place: 1 } });
const tiers = [tier("key", 0), tier("mid", 1), tier("small", 2)];

it("changes the two tiers that trade places", () => {
  expect(moveTier(tiers, "small", -1)).toEqual([moved("small", 1, 2), moved("mid", 2, 1)]);
  expect(moveTier(tiers, "key", 1)).toEqual([moved("mid", 0, 1), moved("key", 1, 0)]);
});

it("does nothing at the ends, nor to a tier that is not there", () => {
  expect(moveTier(tiers, "key", -1)).toEqual([]);
  expect(moveTier(tiers, "small", 1)).toEqual([]);
  expect(moveTier(tiers, "gone", 1)).toEqual([]);
});

it("mends places that two tiers share", () => {
  expect(moveTier([tier("a", 0), tier("b", 0), tier("c", 5)], "b", -1)).toEqual([moved("a", 1, 0), moved("c", 2, 5)]);
});
