import { describe, expect, it } from "vitest";

import type { Member } from "@/ipc/bindings/Member";

import { checkMember, memberFacts, toSaveMember } from "./member";

const aino: Member = { id: "m1", name: "Aino Mäkelä", role: "owner", email: "aino@tarvike.fi", phone: null, active: true, customers: 12 };

describe("saving a member", () => {
  it("sends only what was changed", () => {
    expect(toSaveMember(aino, { ...memberFacts(aino), phone: " 040 123 " })).toEqual({ id: "m1", phone: "040 123" });
    expect(toSaveMember(aino, memberFacts(aino))).toEqual({ id: "m1" });
  });

  it("clears what was emptied", () => {
    expect(toSaveMember(aino, { ...memberFacts(aino), email: "" })).toEqual({ id: "m1", email: null });
  });

  it("sends all of a new one, who is an account manager unless somebody says otherwise", () => {
    expect(toSaveMember(null, { ...memberFacts(null), name: "Ville" })).toEqual({ name: "Ville", role: "manager", email: null, phone: null, active: true });
  });

  it("needs a name, and an address that can be one", () => {
    expect(Object.keys(checkMember({ ...memberFacts(null), email: "ei ole" }))).toEqual(["name", "email"]);
    expect(checkMember(memberFacts(aino))).toEqual({});
  });
});
