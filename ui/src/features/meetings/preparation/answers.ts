import type { Stored, DraftChange } from "@/components/autosave";
import type { FormField } from "@/ipc/bindings/FormField";
import type { MissingFromPreparation } from "@/ipc/bindings/MissingFromPreparation";
import type { Preparation } from "@/ipc/bindings/Preparation";
import type { SaveAnswers } from "@/ipc/bindings/SaveAnswers";
import { fieldsOf } from "@/shared/forms";

/** Name of an answer: its field, and of a checklist the thing to tick. */
export function answerKey(field: string, item: string | null = null): string {
  return item === null ? field : `${field}/${item}`;
}

/** What is stored of every field of a form; an empty text where there is no answer. */
export function storedAnswers({ form, answers, log_place: logPlace }: Preparation): ReadonlyMap<string, Stored<string>> {
  const stored = new Map<string, Stored<string>>();
  for (const field of fieldsOf(form)) {
    if (field.kind === "checklist") for (const { key } of field.items) stored.set(answerKey(field.key, key), { value: "", logPlace });
    else stored.set(field.key, { value: "", logPlace });
  }
  for (const { field, item, value } of answers) {
    const key = answerKey(field, item);
    if (stored.has(key)) stored.set(key, { value, logPlace });
  }
  return stored;
}

const orNull = (text: string) => (text.trim() === "" ? null : text);

/** What is asked to be stored. The earliest place in the log counts for all: what came since is merged once more, to no harm. */
export function answersRequest(meeting: string, changes: readonly DraftChange<string>[]): SaveAnswers {
  return {
    meeting,
    answers: changes.map(({ key, value, base }) => {
      const [field = "", item] = key.split("/");
      return { field, ...(item === undefined ? {} : { item }), value: orNull(value), base: orNull(base) };
    }),
    log_place: Math.min(...changes.map(({ logPlace }) => logPlace)),
  };
}

/** Whether a field has an answer that says something. */
export function isAnswered(field: FormField, value: (key: string) => string | undefined): boolean {
  if (field.kind === "checklist") return field.items.some(({ key }) => value(answerKey(field.key, key)) === "true");
  return (value(field.key) ?? "").trim() !== "";
}

/** Fields that are missing, of those that are missing anything. */
export function missingFields(missing: readonly MissingFromPreparation[]): string[] {
  return missing.flatMap((one) => (one.kind === "assistant_field" || one.kind === "owner_field" ? [one.field] : []));
}

/** A number as people type it, as the program takes it: `1 234,5` becomes `1234.5`. Null when it is none. */
export function numberOf(typed: string): string | null {
  const bare = typed.replaceAll(/[\s\u00a0\u202f]/gu, "").replace("\u2212", "-").replace(",", ".");
  return /^-?\d+(\.\d+)?$/u.test(bare) && bare.length <= 30 ? bare : null;
}
