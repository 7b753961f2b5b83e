import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { ErrorCode } from "@/ipc/bindings/ErrorCode";
import { errorWords } from "@/ipc/errors";

import { wordsOfProblem } from "../fileProblems";

interface Problem {
  code: ErrorCode;
  /** What is wrong with the file, where it is the file. */
  problem?: string | null | undefined;
}

/** What went wrong with a watched folder last. */
export function folderProblem({ code, problem }: Problem, folder: string): MessageDescriptor {
  // Nobody can be asked at night: the remedy differs from that of the wizard.
  if (code === "incomplete_mapping") return msg`The columns or the order of dates are not known yet. Import one such file by hand: what you choose is kept for the next ones.`;
  const words = wordsOfProblem(problem ?? undefined) ?? (code === "internal" || code === "bad_file" ? msg`The last file could not be imported.` : errorWords[code]);
  return { ...words, values: { path: folder, column: "" } };
}
