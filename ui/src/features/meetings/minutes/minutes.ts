import type { DraftChange, Stored } from "@/components/autosave";
import type { Minutes } from "@/ipc/bindings/Minutes";
import type { MinutesBase } from "@/ipc/bindings/MinutesBase";
import type { SaveMinutes } from "@/ipc/bindings/SaveMinutes";

/** The texts of minutes, in the order in which they are told. */
export const texts = ["wants", "agreed", "internal"] as const;
export type TextField = (typeof texts)[number];

/** Before anything has been written there is no place in the log to begin from. */
const notBegun = -1;

/** What is stored of the texts; empty where nothing is. */
export function storedTexts(minutes: Minutes | null): ReadonlyMap<string, Stored<string>> {
  return new Map(texts.map((field) => [field, { value: minutes?.[field] ?? "", logPlace: minutes?.log_place ?? notBegun }]));
}

const orNull = (text: string) => (text.trim() === "" ? null : text);

/** What is asked to be stored of the texts, and what each began from. */
export function textsRequest(meeting: string, changes: readonly DraftChange<string>[]): SaveMinutes {
  const fields: Omit<MinutesBase, "log_place"> = {};
  const base: MinutesBase = {};
  for (const { key, value, base: began } of changes) {
    fields[key as TextField] = orNull(value);
    base[key as TextField] = orNull(began);
  }
  const place = Math.min(...changes.map(({ logPlace }) => logPlace));
  return { meeting, ...fields, base: { ...base, ...(place === notBegun ? {} : { log_place: place }) } };
}
