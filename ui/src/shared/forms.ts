import type { BlockKind } from "@/ipc/bindings/BlockKind";
import type { Form } from "@/ipc/bindings/Form";
import type { FormField } from "@/ipc/bindings/FormField";
import type { Label } from "@/ipc/bindings/Label";
import type { Language } from "@/ipc/bindings/Language";

/** A name of a form in a language; in the other one where it is not there. */
export function labelText(label: Label, language: Language): string {
  const [wanted, other] = language === "fi" ? [label.fi, label.en] : [label.en, label.fi];
  return wanted.trim() === "" ? other : wanted;
}

/** Every field, in the order of the page. */
export function fieldsOf(form: Form): FormField[] {
  return form.sections.flatMap(({ items }) => items.flatMap((item) => (item.item === "field" ? [item.field] : [])));
}

/** Every block, in the order of the page. */
export function blocksOf(form: Form): BlockKind[] {
  return form.sections.flatMap(({ items }) => items.flatMap((item) => (item.item === "block" ? [item.block] : [])));
}
