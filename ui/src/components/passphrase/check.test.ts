import { describe, expect, it } from "vitest";

import { checkNewPassphrase } from "./check";

describe("a new passphrase", () => {
  it("is accepted when it is long enough and repeated", () => {
    expect(checkNewPassphrase("neljä iloista kettua", "neljä iloista kettua")).toEqual({});
  });

  it.each([
    ["", "", "passphrase"],
    ["lyhyt", "lyhyt", "passphrase"],
    ["neljä iloista kettua", "", "repeat"],
    ["neljä iloista kettua", "neljä iloista ketuA", "repeat"],
  ])("of %j repeated as %j is wrong in one field: %s", (passphrase, repeat, field) => {
    expect(Object.keys(checkNewPassphrase(passphrase, repeat))).toEqual([field]);
  });

  it("counts letters as a person does", () => {
    expect(checkNewPassphrase("äöåéäöåé", "äöåéäöåé")).toEqual({});
    expect(checkNewPassphrase("🦊🦊🦊🦊", "🦊🦊🦊🦊")).toHaveProperty("passphrase");
  });
});
