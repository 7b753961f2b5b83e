import { describe, expect, it } from "vitest";

import { checkWorkspace, emptyWorkspace, toCreateWorkspace } from "./createWorkspace";

const filled = { ...emptyWorkspace, firm: " Tampereen Tarvike Oy ", member: "Aino Mäkelä", passphrase: "neljä iloista kettua", repeat: "neljä iloista kettua" };

describe("making a workspace", () => {
  it("needs the firm, a name and a passphrase", () => {
    expect(Object.keys(checkWorkspace({ ...emptyWorkspace, firm: "  " }))).toEqual(["firm", "member", "passphrase"]);
    expect(checkWorkspace(filled)).toEqual({});
  });

  it("asks for the passphrase twice", () => {
    expect(Object.keys(checkWorkspace({ ...filled, repeat: "neljä iloista" }))).toEqual(["repeat"]);
  });

  it("leaves out what the program does not need to know", () => {
    expect(toCreateWorkspace(filled, "fi")).toEqual({ firm: "Tampereen Tarvike Oy", member: "Aino Mäkelä", passphrase: "neljä iloista kettua", remember: false, language: "fi" });
    expect(toCreateWorkspace({ ...filled, folder: "/firma" }, "fi")).toHaveProperty("folder", "/firma");
  });
});
