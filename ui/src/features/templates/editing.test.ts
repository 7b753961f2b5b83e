import { describe, expect, it } from "vitest";

import type { Form } from "@/ipc/bindings/Form";
import type { FormField } from "@/ipc/bindings/FormField";
import type { FormItem } from "@/ipc/bindings/FormItem";
import { fieldsOf } from "@/shared/forms";

import { blockAdded, blocksLeft, choiceLines, fieldAdded, finished, itemMoved, keyOf, problemOf, sectionMoved, withChoiceLines, withKind } from "./editing";

const label = (en: string) => ({ fi: "", en });
const field = (key: string): FormItem => ({ item: "field", field: { key, label: label(key), hint: label(""), kind: "text", filled_by: "assistant", required: false } });
const form = (...sections: FormItem[][]): Form => ({ sections: sections.map((items, index) => ({ title: label(`Section ${index}`), items })) });
const keys = ({ sections }: Form) => sections.map(({ items }) => items.map((item) => (item.item === "field" ? item.field.key : item.block)));

describe("moving", () => {
  it("a field goes down within its section, then into the next, and not past the end", () => {
    const start = form([field("a"), field("b")], [field("c")]);
    const once = itemMoved(start, { section: 0, item: 0 }, 1);
    expect(keys(once.form)).toEqual([["b", "a"], ["c"]]);
    const twice = itemMoved(once.form, once.place, 1);
    expect(keys(twice.form)).toEqual([["b"], ["a", "c"]]);
    expect(twice.place).toEqual({ section: 1, item: 0 });
    const end = itemMoved(twice.form, { section: 1, item: 1 }, 1);
    expect(end.form).toBe(twice.form);
  });

  it("a field goes up to the end of the section before", () => {
    const { form: moved, place } = itemMoved(form([field("a")], [field("b")]), { section: 1, item: 0 }, -1);
    expect(keys(moved)).toEqual([["a", "b"], []]);
    expect(place).toEqual({ section: 0, item: 1 });
  });

  it("a section takes what is in it along", () => {
    expect(keys(sectionMoved(form([field("a")], [field("b")]), 1, -1))).toEqual([["b"], ["a"]]);
  });
});

describe("keys", () => {
  it("are made of the words, without what keys may not hold, each once", () => {
    expect(keyOf("Kolme kysymystä?", new Set())).toBe("kolme_kysymysta");
    expect(keyOf("News", new Set(["news", "news_2"]))).toBe("news_3");
    expect(keyOf("مرحبا", new Set())).toBe("field");
  });

  it("of fields that are stored stay when the question changes; new ones are made of theirs", () => {
    const start = fieldAdded(form([field("news")]), 0);
    start.sections[0]?.items.forEach((item) => {
      if (item.item === "field") item.field.label = { fi: "", en: "What is new" };
    });
    expect(fieldsOf(finished(start, form([field("news")]))).map(({ key }) => key)).toEqual(["news", "what_is_new"]);
  });
});

describe("choices", () => {
  const choice = (): FormField => withChoiceLines(withKind({ key: "a", label: label("A"), hint: label(""), kind: "text", filled_by: "owner", required: false }, "choice"), "en", "Grow\nNurture");
  const offered = (one: FormField) => (one.kind === "choice" ? one.choices.map(({ key }) => key) : []);

  it("are lines; each has a key of its own", () => {
    expect(offered(choice())).toEqual(["grow", "nurture"]);
    expect(choiceLines(choice(), "en")).toBe("Grow\nNurture");
  });

  it("keep their keys when they change places or words", () => {
    expect(offered(withChoiceLines(choice(), "en", "Nurture\nGrow"))).toEqual(["nurture", "grow"]);
    expect(offered(withChoiceLines(choice(), "en", "Grow more\nNurture"))).toEqual(["grow", "nurture"]);
    expect(offered(withChoiceLines(choice(), "en", "Grow\nHold\nNurture"))).toEqual(["grow", "hold", "nurture"]);
  });

  it("stay when the kind goes on to another that offers something", () => {
    const list = withKind(choice(), "checklist");
    expect(list.kind === "checklist" && list.items).toHaveLength(2);
  });
});

it("a block can be there once", () => {
  const start = form([field("a")]);
  expect(blocksLeft(blockAdded(start, 0, "orders"))).not.toContain("orders");
});

it("names the first thing that keeps a form from being saved", () => {
  expect(problemOf(form([]))).toEqual({ kind: "empty" });
  expect(problemOf(fieldAdded(form([field("a")]), 0))).toEqual({ kind: "field", place: { section: 0, item: 1 } });
  expect(problemOf({ sections: [{ title: label(" "), items: [field("a")] }] })).toEqual({ kind: "section", section: 0 });
  const offers = form([{ item: "field", field: { key: "c", label: label("C"), hint: label(""), kind: "choice", choices: [], filled_by: "owner", required: false } }]);
  expect(problemOf(offers)).toEqual({ kind: "choices", place: { section: 0, item: 0 } });
  expect(problemOf(form([field("a")]))).toBeNull();
});
