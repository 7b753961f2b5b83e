import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import { checkNewPassphrase } from "@/components/passphrase";
import type { JoinWorkspace } from "@/ipc/bindings/JoinWorkspace";

/** What one types to come to a firm. */
export type Arrival = {
  shared_folder: string;
  words: string;
  passphrase: string;
  repeat: string;
  remember: boolean;
  device_name: string;
  /** Null is the program's own data folder. */
  folder: string | null;
};

export const emptyArrival: Arrival = { shared_folder: "", words: "", passphrase: "", repeat: "", remember: false, device_name: "", folder: null };

/** The words one by one, whatever stands between them: numbers and lines come along when they are copied from a sheet. */
export function splitWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
}

/** Whether a path begins at the top, on any of the three systems. */
function isWhole(path: string): boolean {
  return /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path.trim());
}

/** What is wrong before the program is asked; which words there are is the program's to know. */
export function checkArrival({ shared_folder, words, passphrase, repeat }: Arrival): Partial<Record<keyof Arrival, MessageDescriptor>> {
  return {
    ...(shared_folder.trim() === "" ? { shared_folder: msg`Needed` } : isWhole(shared_folder) ? {} : { shared_folder: msg`Give the whole path, or choose the folder` }),
    ...(splitWords(words).length === 0 ? { words: msg`Needed` } : {}),
    ...checkNewPassphrase(passphrase, repeat),
  };
}

/** The request: the words with single spaces, and nothing where the usual will do. */
export function toJoin({ shared_folder, words, passphrase, remember, device_name, folder }: Arrival): JoinWorkspace {
  return {
    shared_folder: shared_folder.trim(),
    words: splitWords(words).join(" "),
    passphrase,
    remember,
    ...(device_name.trim() === "" ? {} : { device_name: device_name.trim() }),
    ...(folder === null ? {} : { folder }),
  };
}

/** The words with the one at a place, from 1, replaced. */
export function withWord(text: string, position: number, word: string): string {
  return splitWords(text)
    .map((found, index) => (index === position - 1 ? word : found))
    .join(" ");
}
