import type { Language } from "@/ipc/bindings/Language";
import type { Status } from "@/ipc/bindings/Status";

/** The doors as markup, made when the interface is built: the screens in front of the gate in each state that a start can find. */
export interface Doors {
  /** What all of them begin with: the colours and sizes of the program. */
  common: string;
  /** What follows it, by the name of the door. */
  doors: Record<string, string>;
}

/** Stands where the folder of the workspace is to stand. */
export const anyFolder = "/folder";

const locked: Status = { state: "locked", closing: false, folder: anyFolder, firm: null, demo: false, remembered: false, key_store: false, me: null, currency: null, version: "", platform: "" };

/** A state for each door. */
export const statesWithDoor: readonly Status[] = [
  { ...locked, state: "missing", folder: null },
  ...[false, true].flatMap((demo) => [
    { ...locked, demo },
    { ...locked, demo, key_store: true },
    { ...locked, demo, key_store: true, remembered: true },
  ]),
];

/** The door that this state shows; null when none was made for it, and only the program itself can tell what to draw. */
export function doorName(status: Status, language: Language): string | null {
  if (status.closing) return null;
  if (status.state === "missing") return `${language} first run`;
  if (status.state !== "locked" || status.folder === null) return null;
  return [language, status.demo ? "demo" : "locked", ...(status.key_store ? ["key store"] : []), ...(status.remembered ? ["remembered"] : [])].join(" ");
}
