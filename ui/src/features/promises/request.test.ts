import { expect, it } from "vitest";

import { requestOf } from "./request";
import { promisesSearch } from "./search";

const today = "2026-11-22";

it("begins with one's own open promises, by their day", () => {
  expect(requestOf(promisesSearch({}), "m1", today)).toEqual({ member: "m1", states: ["open"], order: "due", descending: false });
});

it("past their day means due yesterday at the latest", () => {
  expect(requestOf(promisesSearch({ whose: "team", which: "overdue" }), "m1", today)).toEqual({ states: ["open"], due_until: "2026-11-21", order: "due", descending: false });
});

it("everything of a customer, whoever of us it concerns", () => {
  expect(requestOf(promisesSearch({ whose: "team", which: "all", customer: "c1", direction: "theirs", order: "person", descending: true }), "m1", today)).toEqual({
    customer: "c1",
    direction: "theirs",
    states: [],
    order: "person",
    descending: true,
  });
});

it("leaves out of an address what makes no sense", () => {
  expect(promisesSearch({ which: "everything", order: "due", descending: "yes", whose: 7 })).toEqual({});
});
