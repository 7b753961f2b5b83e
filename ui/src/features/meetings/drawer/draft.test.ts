import { expect, it } from "vitest";

import { completeLink, draftOf, meetingRequest, seriesRequest } from "./draft";
import { repeatOf } from "./series";
import { meeting, row, series } from "../../../../tests/meetings";

const today = "2026-11-22";

it("a new meeting is a visit of an hour on a working day a week ahead, with oneself", () => {
  const draft = draftOf({ kind: "new", customer: { id: "c1", name: "Alfa" }, person: "p1" }, today, "m1");
  expect(draft).toMatchObject({ kind: "visit", day: "2026-11-30", begins: 540, duration: 60, owner: "m1", persons: ["p1"], members: ["m1"] });
});

it("asks for the whole meeting, and says of a changed one what the form began from", () => {
  const changed = meeting({ participants: [{ side: "person", person: "p1", name: "Kaisa", deleted: false, attendance: "invited" }] });
  const began = draftOf({ kind: "change", meeting: changed }, today, "m1");
  const request = meetingRequest({ ...began, purpose: " Vuosikatsaus ", link: "teams.example/x" }, began, changed);
  expect(request).toMatchObject({ id: "k1", purpose: "Vuosikatsaus", link: "https://teams.example/x", participants: [{ side: "person", person: "p1" }] });
  expect(request.base).toMatchObject({ purpose: row().purpose, link: null, log_place: 7 });
});

it("what takes the whole day has no length", () => {
  const draft = { ...draftOf({ kind: "new", customer: { id: "c1", name: "Alfa" } }, today, null), begins: null };
  expect(meetingRequest(draft, draft, undefined)).toMatchObject({ begins: null, duration: null });
});

it("of a series the meetings from a day on are changed with what all of it was before", () => {
  const request = { kind: "series", series: series(), from: "2026-12-07" } as const;
  const saved = seriesRequest(draftOf(request, today, "m1"), request, { every: 2, unit: "weeks" }, null);
  expect(saved).toMatchObject({ id: "s1", from_day: "2026-12-07", rule: { from: "2026-12-07", frequency: { kind: "weeks", every: 2, weekday: "monday" } } });
  expect(saved.base).toMatchObject({ rule: { from: "2026-11-23" }, log_place: 7 });
  expect(saved.base).not.toHaveProperty("customer_name");
});

it.each([
  ["2026-02-24", { kind: "months", every: 1, on: { kind: "weekday", nth: 5, weekday: "tuesday" } }],
  ["2026-02-28", { kind: "months", every: 1, on: { kind: "day", day: 31 } }],
] as const)("changing the meetings from %s on keeps a rule that nobody touched", (from, frequency) => {
  const request = { kind: "series", series: { ...series(), rule: { frequency, from: "2026-01-01", until: null } }, from } as const;
  const draft = draftOf(request, today, "m1");
  const saved = seriesRequest({ ...draft, purpose: "Other" }, request, repeatOf(request.series.rule), null);
  expect(saved.rule).toEqual({ frequency, from, until: null });
  expect(seriesRequest({ ...draft, day: "2026-03-02" }, request, repeatOf(request.series.rule), null).rule.frequency, "another day is another rule").not.toEqual(frequency);
});

it.each([
  ["teams.example/x", "https://teams.example/x"],
  ["https://a.example", "https://a.example"],
  ["tel:+358", "tel:+358"],
  ["  ", ""],
])("completes a link %j", (typed, complete) => expect(completeLink(typed)).toBe(complete));
