import type { BlockKind } from "@/ipc/bindings/BlockKind";
import type { ChecklistItem } from "@/ipc/bindings/ChecklistItem";
import type { Form } from "@/ipc/bindings/Form";
import type { FormField } from "@/ipc/bindings/FormField";
import type { FormItem } from "@/ipc/bindings/FormItem";
import type { FormSection } from "@/ipc/bindings/FormSection";
import type { Label } from "@/ipc/bindings/Label";
import type { Language } from "@/ipc/bindings/Language";
import { blocksOf, fieldsOf } from "@/shared/forms";

export type Kind = FormField["kind"];

/** Where an item stands. */
export interface Place {
  section: number;
  item: number;
}

/** All kinds of fields, the usual ones first. */
export const kinds: readonly Kind[] = ["long_text", "text", "choice", "checklist", "number", "date"];
/** All blocks, in the order in which one usually wants them. */
export const blocks: readonly BlockKind[] = ["attendees", "last_minutes", "promises", "actions", "signals", "orders", "products"];
/** The longest key, characters. */
const longestKey = 60;

const empty: Label = { fi: "", en: "" };

/** A label with other words in one language. */
export function relabelled(label: Label, language: Language, text: string): Label {
  return { ...label, [language]: text };
}

/** A key made of the words, one that is not in use yet. */
export function keyOf(text: string, used: ReadonlySet<string>): string {
  const plain = text
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "_")
    .replaceAll(/^_+|_+$/gu, "")
    .slice(0, longestKey - 4);
  const bare = plain === "" ? "field" : plain;
  let key = bare;
  for (let number = 2; used.has(key); number += 1) key = `${bare}_${number}`;
  return key;
}

function withSection(form: Form, index: number, change: (section: FormSection) => FormSection): Form {
  return { ...form, sections: form.sections.map((section, place) => (place === index ? change(section) : section)) };
}

/** Another title. */
export function renamed(form: Form, section: number, language: Language, text: string): Form {
  return withSection(form, section, (one) => ({ ...one, title: relabelled(one.title, language, text) }));
}

/** A new section at the end. */
export function sectionAdded(form: Form): Form {
  return { ...form, sections: [...form.sections, { title: empty, items: [] }] };
}

/** Without a section and what is in it. */
export function sectionRemoved(form: Form, section: number): Form {
  return { ...form, sections: form.sections.filter((_, index) => index !== section) };
}

/** A section one place up or down. */
export function sectionMoved(form: Form, section: number, by: -1 | 1): Form {
  const to = section + by;
  const moving = form.sections[section];
  if (!moving || to < 0 || to >= form.sections.length) return form;
  const rest = sectionRemoved(form, section).sections;
  return { ...form, sections: [...rest.slice(0, to), moving, ...rest.slice(to)] };
}

/** A new field at the end of a section; its key is made of its words when the form is saved. */
export function fieldAdded(form: Form, section: number): Form {
  const used = new Set(fieldsOf(form).map(({ key }) => key));
  const field: FormField = { key: keyOf("", used), label: empty, hint: empty, kind: "long_text", filled_by: "assistant", required: false };
  return withSection(form, section, (one) => ({ ...one, items: [...one.items, { item: "field", field }] }));
}

/** The blocks that the form does not have yet: each can be there once. */
export function blocksLeft(form: Form): BlockKind[] {
  const there = new Set(blocksOf(form));
  return blocks.filter((block) => !there.has(block));
}

/** A block at the end of a section. */
export function blockAdded(form: Form, section: number, block: BlockKind): Form {
  return withSection(form, section, (one) => ({ ...one, items: [...one.items, { item: "block", block }] }));
}

/** Without an item. */
export function itemRemoved(form: Form, { section, item }: Place): Form {
  return withSection(form, section, (one) => ({ ...one, items: one.items.filter((_, index) => index !== item) }));
}

/** An item one place up or down, past the ends of its section into the next one. Tells also where it stands then. */
export function itemMoved(form: Form, place: Place, by: -1 | 1): { form: Form; place: Place } {
  const items = form.sections[place.section]?.items ?? [];
  const moving = items[place.item];
  if (!moving) return { form, place };
  const to = place.item + by;
  if (to >= 0 && to < items.length) {
    const rest = items.filter((_, index) => index !== place.item);
    const moved = [...rest.slice(0, to), moving, ...rest.slice(to)];
    return { form: withSection(form, place.section, (one) => ({ ...one, items: moved })), place: { ...place, item: to } };
  }
  const section = place.section + by;
  const neighbour = form.sections[section];
  if (!neighbour) return { form, place };
  const inserted = by > 0 ? [moving, ...neighbour.items] : [...neighbour.items, moving];
  const taken = itemRemoved(form, place);
  return { form: withSection(taken, section, (one) => ({ ...one, items: inserted })), place: { section, item: by > 0 ? 0 : inserted.length - 1 } };
}

/** A field changed. */
export function fieldChanged(form: Form, { section, item }: Place, change: (field: FormField) => FormField): Form {
  const changed = (one: FormItem): FormItem => (one.item === "field" ? { ...one, field: change(one.field) } : one);
  return withSection(form, section, (part) => ({ ...part, items: part.items.map((one, index) => (index === item ? changed(one) : one)) }));
}

/** What a field offers; nothing for those that offer nothing. */
export function choicesOf(field: FormField): readonly ChecklistItem[] {
  if (field.kind === "choice") return field.choices;
  return field.kind === "checklist" ? field.items : [];
}

/** A field of another kind; what it offered is kept as long as the new kind offers something, too. */
export function withKind(field: FormField, kind: Kind): FormField {
  const { key, label, hint, filled_by, required } = field;
  const bare = { key, label, hint, filled_by, required };
  const choices = [...choicesOf(field)];
  if (kind === "choice") return { ...bare, kind, choices };
  if (kind === "checklist") return { ...bare, kind, items: choices };
  return { ...bare, kind };
}

/** What is offered, one a line, in a language. */
export function choiceLines(field: FormField, language: Language): string {
  return choicesOf(field)
    .map(({ label }) => label[language])
    .join("\n");
}

/**
 * The lines as what is offered. A line keeps the key of the one that said the same before, or else of the one in its place
 * when their number is the same: answers of forms that are open are known by it.
 */
export function withChoiceLines(field: FormField, language: Language, text: string): FormField {
  const lines = text.split("\n");
  const before = choicesOf(field);
  const used = new Set<string>();
  const take = (found: ChecklistItem | undefined) => {
    if (!found || used.has(found.key)) return undefined;
    used.add(found.key);
    return found;
  };
  const same = lines.map((line) => take(before.find(({ key, label }) => label[language] === line && !used.has(key))));
  const choices = lines.map((line, index): ChecklistItem => {
    const kept = same[index] ?? (lines.length === before.length ? take(before[index]) : undefined);
    if (kept) return { ...kept, label: relabelled(kept.label, language, line) };
    const key = keyOf(line, new Set([...used, ...before.map((one) => one.key)]));
    used.add(key);
    return { key, label: { ...empty, [language]: line } };
  });
  if (field.kind === "choice") return { ...field, choices };
  return field.kind === "checklist" ? { ...field, items: choices } : field;
}

const isNamed = ({ fi, en }: Label) => fi.trim() !== "" || en.trim() !== "";

/** Keys made of words for what is not known yet; what is known keeps its own. */
function rekeyed<Named extends { key: string; label: Label }>(named: readonly Named[], known: ReadonlySet<string>): Named[] {
  const used = new Set(known);
  return named.map((one) => {
    if (known.has(one.key)) return one;
    const key = keyOf(one.label.en.trim() || one.label.fi, used);
    used.add(key);
    return { ...one, key };
  });
}

const keysOf = (named: readonly { key: string }[]) => new Set(named.map(({ key }) => key));

/**
 * The form as it is saved: empty lines of choices left out, and what is new keyed by its words. What the editor began with
 * keeps its keys: answers are known by them.
 */
export function finished(form: Form, began: Form): Form {
  const before = new Map(fieldsOf(began).map((field) => [field.key, field]));
  const fields = fieldsOf(form);
  const named = rekeyed(fields, new Set(before.keys()));
  const keyed = new Map(fields.map((field, index) => [field, named[index] ?? field]));
  const complete = (field: FormField): FormField => {
    const old = before.get(field.key);
    const choices = rekeyed(
      choicesOf(field).filter(({ label }) => isNamed(label)),
      keysOf(old ? choicesOf(old) : []),
    );
    const own = keyed.get(field) ?? field;
    if (own.kind === "choice") return { ...own, choices };
    return own.kind === "checklist" ? { ...own, items: choices } : own;
  };
  return { sections: form.sections.map((section) => ({ ...section, items: section.items.map((item) => (item.item === "field" ? { ...item, field: complete(item.field) } : item)) })) };
}

/** What is wrong with a form before it is saved, the first of it. */
export type FormProblem = { kind: "empty" } | { kind: "section"; section: number } | { kind: "field" | "choices"; place: Place };

/** The first thing that keeps a form from being saved; null when nothing does. */
export function problemOf(form: Form): FormProblem | null {
  if (form.sections.every(({ items }) => items.length === 0)) return { kind: "empty" };
  for (const [section, { title, items }] of form.sections.entries()) {
    if (!isNamed(title)) return { kind: "section", section };
    for (const [item, one] of items.entries()) {
      if (one.item === "block") continue;
      if (!isNamed(one.field.label)) return { kind: "field", place: { section, item } };
      const offers = one.field.kind === "choice" || one.field.kind === "checklist";
      if (offers && !choicesOf(one.field).some(({ label }) => isNamed(label))) return { kind: "choices", place: { section, item } };
    }
  }
  return null;
}
