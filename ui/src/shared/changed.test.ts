import { expect, it } from "vitest";

import { changed } from "./changed";

it("takes what differs and nothing else", () => {
  expect(changed({ name: "Aino", role: "owner", active: true }, { name: "Aino", role: "manager", active: true })).toEqual({ role: "manager" });
  expect(changed({ name: "Aino" }, { name: "Aino" })).toEqual({});
});

it("does not take space around a text for a change, and takes it away", () => {
  expect(changed({ name: "Aino" }, { name: " Aino " })).toEqual({});
  expect(changed({ name: "Aino" }, { name: " Aino M " })).toEqual({ name: "Aino M" });
});

it("knows nothing from zero and no from nothing", () => {
  expect(changed<{ days: number | null }>({ days: null }, { days: 0 })).toEqual({ days: 0 });
  expect(changed<{ days: number | null }>({ days: 30 }, { days: null })).toEqual({ days: null });
});
