import type { I18n } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";

import type { ImportReport } from "@/ipc/bindings/ImportReport";
import type { ScannedFile } from "@/ipc/bindings/ScannedFile";

/** What looking into the watched folders brought; files that could not be used are told one by one as it happens. */
export function scannedWords(i18n: I18n, files: readonly ScannedFile[]): string {
  const reports = files.flatMap(({ report }) => report ?? []);
  const growing = files.filter((file) => file.growing).length;
  const failed = files.filter((file) => file.error).length;
  const words = [reports.length > 0 || files.length === 0 ? scanWords(i18n, reports) : null];
  if (failed > 0) words.push(i18n._(msg`${plural(failed, { one: "# file could not be imported.", other: "# files could not be imported." })}`));
  if (growing > 0) words.push(i18n._(msg`${plural(growing, { one: "# file is still being written.", other: "# files are still being written." })}`));
  return words.filter((word) => word !== null).join(" ");
}

/** What imports of files brought. */
export function scanWords(i18n: I18n, reports: readonly ImportReport[]): string {
  if (reports.length === 0) return i18n._(msg`No new files.`);
  const taken = reports.reduce((sum, { created, updated }) => sum + created + updated, 0);
  const rejected = reports.reduce((sum, report) => sum + report.rejected, 0);
  const files = i18n._(msg`${plural(reports.length, { one: "# file imported", other: "# files imported" })}`);
  const rows = i18n._(msg`${plural(taken, { one: "# row new or changed", other: "# rows new or changed" })}`);
  const left = rejected > 0 ? `, ${i18n._(msg`${plural(rejected, { one: "# left out", other: "# left out" })}`)}` : "";
  return `${files}: ${rows}${left}.`;
}
