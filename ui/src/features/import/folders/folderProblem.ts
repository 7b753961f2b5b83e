import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import { errorWords } from "@/ipc/errors";

import { fileProblemWords } from "../fileProblems";

/** What went wrong with a watched folder last. `code` is that of an error or of a problem with a file. */
export function folderProblem(code: string, folder: string): MessageDescriptor {
  // Nobody can be asked at night: the remedy differs from that of the wizard.
  if (code === "incomplete_mapping") return msg`The columns or the order of dates are not known yet. Import one such file by hand: what you choose is kept for the next ones.`;
  const words = fileProblemWords[code] ?? (code in errorWords ? errorWords[code as keyof typeof errorWords] : undefined);
  return words ? { ...words, values: { path: folder, column: "" } } : msg`The last file could not be imported.`;
}
