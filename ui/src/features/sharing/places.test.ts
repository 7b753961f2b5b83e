import { expect, it } from "vitest";

import { choosePlaces } from "./places";

it("chooses different places within range, in order", () => {
  for (let run = 0; run < 200; run += 1) {
    const places = choosePlaces(3, 24, Math.random);
    expect(new Set(places).size, "each place once").toBe(3);
    expect(places.every((place) => place >= 1 && place <= 24)).toBe(true);
    expect(places.toSorted((left, right) => left - right)).toEqual(places);
  }
});

it("reaches both ends", () => {
  expect(choosePlaces(3, 24, () => 0)).toEqual([1, 2, 3]);
  expect(choosePlaces(3, 24, () => 0.999_999)).toEqual([22, 23, 24]);
});
