import { describe, expect, it } from "vitest";

import type { Contact } from "@/ipc/bindings/Contact";

import { draftOf, requestOf, withKind } from "./draft";

const today = "2026-11-20";
const customer = { id: "c1", name: "Konepaja Oy" };

describe("a contact before it is logged", () => {
  it("is a call of today that was answered, unless one says otherwise", () => {
    expect(requestOf(draftOf({ customer }, today), { customer })).toEqual({
      customer: "c1",
      persons: [],
      kind: "call",
      direction: "outgoing",
      two_way: true,
      date: today,
      handles_signals: false,
    });
  });

  it("names what is to be done next only when it says what", () => {
    const draft = { ...draftOf({ customer }, today), text: "  Lähetä tarjous " };
    expect(requestOf(draft, {}).next_action).toEqual({ text: "Lähetä tarjous", due: "2026-11-27" });
    expect(requestOf({ ...draft, text: " " }, {}).next_action).toBeUndefined();
  });

  it("finishes the action that it was opened for, unless one unticks it", () => {
    const request = { customer, finishes: { id: "a1", text: "Soita" } };
    expect(requestOf(draftOf(request, today), request).finishes).toBe("a1");
    expect(requestOf({ ...draftOf(request, today), finishes: false }, request).finishes).toBeUndefined();
  });

  it("takes a letter for one-way until it is said to be answered", () => {
    const call = draftOf({}, today);
    expect(withKind(call, "letter").two_way).toBe(false);
    expect(withKind(withKind(call, "letter"), "visit").two_way).toBe(true);
    expect(withKind({ ...call, two_way: false }, "visit").two_way, "set by hand, it stays").toBe(false);
  });

  it("changes a logged contact and nothing else", () => {
    const contact: Contact = { id: "k1", customer: "c1", date: "2026-10-01", kind: "visit", direction: "incoming", two_way: true, minutes: 90, note: "Kävivät", persons: [{ id: "p1", name: "Kaisa" }], member: "m1", log_place: 7 };
    expect(requestOf({ ...draftOf({ customer, contact }, today), note: "" }, { customer, contact })).toEqual({
      id: "k1",
      customer: "c1",
      persons: ["p1"],
      kind: "visit",
      direction: "incoming",
      two_way: true,
      minutes: 90,
      date: "2026-10-01",
      handles_signals: false,
      // Somebody else may have changed it since.
      base: { customer: "c1", persons: ["p1"], date: "2026-10-01", kind: "visit", direction: "incoming", two_way: true, minutes: 90, note: "Kävivät", log_place: 7 },
    });
  });
});
