import { describe, expect, it } from "vitest";

import type { Member } from "@/ipc/bindings/Member";

import { checkMember, memberFacts, toSaveMember } from "./member";

const aino: Member = { id: "m1", name: "Aino Mäkelä", role: "owner", email: "aino@tarvike.fi", phone: null, active: true, customers: 12, log_place: 1 };
// Somebody else may change it while the form is open.
const base = { name: "Aino Mäkelä", email: "aino@tarvike.fi", phone: null, active: true, log_place: 1 };

describe("saving a member", () => {
  it("sends only what was changed", () => {
    expect(toSaveMember(aino, { ...memberFacts(aino), phone: " 040 123 " })).toEqual({ id: "m1", phone: "040 123", base });
    expect(toSaveMember(aino, memberFacts(aino))).toEqual({ id: "m1", base });
  });

  it("clears what was emptied", () => {
    expect(toSaveMember(aino, { ...memberFacts(aino), email: "" })).toEqual({ id: "m1", email: null, base });
  });

  it("sends all of a new one, who is an account manager unless somebody says otherwise", () => {
    expect(toSaveMember(null, { ...memberFacts(null), name: "Ville" })).toEqual({ name: "Ville", role: "manager", email: null, phone: null, active: true });
  });

  it("needs a name, and an address that can be one", () => {
    expect(Object.keys(checkMember({ ...memberFacts(null), email: "ei ole" }))).toEqual(["name", "email"]);
    expect(checkMember(memberFacts(aino))).toEqual({});
  });
});
