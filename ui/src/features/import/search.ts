import type { ImportKind } from "@/ipc/bindings/ImportKind";

import { kindWords } from "./words";

/** What the address of the wizard may name: a file that was dropped, and what the file is expected to hold. */
export interface ImportSearch {
  file?: string;
  kind?: ImportKind;
}

/** Takes from an address what makes sense. */
export function importSearch({ file, kind }: Record<string, unknown>): ImportSearch {
  return {
    ...(typeof file === "string" && file !== "" ? { file } : {}),
    ...(typeof kind === "string" && kind in kindWords ? { kind: kind as ImportKind } : {}),
  };
}
