import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { AppEvent } from "@/ipc/bindings/AppEvent";
import { showNotice } from "@/shared/changes";

import { folderProblem } from "./folderProblem";
import { scanWords } from "./scanned";

type FolderImported = Extract<AppEvent, { kind: "folder_imported" }>;

/** What became of a file from a watched folder, in words. */
export function folderImportWords({ file, report, error }: Omit<FolderImported, "kind">): string {
  if (error) {
    const problem = i18n._(folderProblem({ code: error.code, problem: error.fields["problem"] }, error.fields["path"] ?? ""));
    return i18n._(msg`${file} could not be imported. ${problem}`);
  }
  return report ? `${file}: ${scanWords(i18n, [report])}` : file;
}

/** Says that a watched folder brought a file, whichever screen is shown. */
export function showFolderImport(event: FolderImported): void {
  showNotice(folderImportWords(event));
}
