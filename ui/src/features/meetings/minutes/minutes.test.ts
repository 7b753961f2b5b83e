import { expect, it } from "vitest";

import { storedTexts, textsRequest } from "./minutes";

it("before anything has been written the texts are empty and begin from nowhere", () => {
  expect([...storedTexts(null).values()].every(({ value }) => value === "")).toBe(true);
  expect(textsRequest("k1", [{ key: "wants", value: "Nopeammat toimitukset", base: "", logPlace: -1 }])).toEqual({
    meeting: "k1",
    wants: "Nopeammat toimitukset",
    base: { wants: null },
  });
});

it("tells what each text began from, and how far the log was", () => {
  expect(
    textsRequest("k1", [
      { key: "agreed", value: "", base: "Vanha", logPlace: 8 },
      { key: "internal", value: "Uusi", base: "", logPlace: 6 },
    ]),
  ).toEqual({ meeting: "k1", agreed: null, internal: "Uusi", base: { agreed: "Vanha", internal: null, log_place: 6 } });
});
