import { expect, it } from "vitest";

import type { Preparation } from "@/ipc/bindings/Preparation";

import { answersRequest, isAnswered, missingFields, numberOf, storedAnswers } from "./answers";
import { fieldsOf } from "@/shared/forms";

const label = { fi: "Kysymys", en: "Question" };
const common = { label, hint: { fi: "", en: "" }, filled_by: "assistant", required: false } as const;
const preparation: Preparation = {
  id: "v1",
  template: { kind: "built_in", which: "regular_care" },
  form: {
    sections: [
      {
        title: label,
        items: [
          { item: "field", field: { ...common, key: "news", kind: "long_text" } },
          { item: "block", block: "orders" },
          { item: "field", field: { ...common, key: "list", kind: "checklist", items: [{ key: "one", label }, { key: "two", label }] } },
        ],
      },
    ],
  },
  template_changed: false,
  answers: [
    { id: "a1", field: "news", item: null, value: "Uusi tehdas" },
    { id: "a2", field: "list", item: "two", value: "true" },
    { id: "a3", field: "gone", item: null, value: "of another template" },
  ],
  other_answers: [],
  blocks: [],
  state: "draft",
  completed: null,
  approved: null,
  missing: [],
  log_place: 9,
};

it("every field is there, answered or not, each thing to tick by itself", () => {
  expect([...storedAnswers(preparation)].map(([key, { value }]) => [key, value])).toEqual([
    ["news", "Uusi tehdas"],
    ["list/one", ""],
    ["list/two", "true"],
  ]);
});

it("an emptied answer is cleared, and a new one began from nothing", () => {
  const changes = [
    { key: "news", value: "  ", base: "Uusi tehdas", logPlace: 9 },
    { key: "list/one", value: "true", base: "", logPlace: 7 },
  ];
  expect(answersRequest("k1", changes)).toEqual({
    meeting: "k1",
    answers: [
      { field: "news", value: null, base: "Uusi tehdas" },
      { field: "list", item: "one", value: "true", base: null },
    ],
    log_place: 7,
  });
});

it("a checklist is answered when one thing is ticked", () => {
  const [news, list] = fieldsOf(preparation.form);
  const stored = storedAnswers(preparation);
  const value = (key: string) => stored.get(key)?.value;
  expect(news && isAnswered(news, value)).toBe(true);
  expect(list && isAnswered(list, value)).toBe(true);
  expect(list && isAnswered(list, () => "")).toBe(false);
});

it("of what is missing only fields are to be marked in the form", () => {
  expect(missingFields([{ kind: "participants" }, { kind: "owner_field", field: "objective", label }])).toEqual(["objective"]);
});

it.each([
  ["1 234,5", "1234.5"],
  ["−12", "-12"],
  ["0.5", "0.5"],
  ["12e3", null],
  ["", null],
])("reads a number %j", (typed, number) => expect(numberOf(typed)).toBe(number));
