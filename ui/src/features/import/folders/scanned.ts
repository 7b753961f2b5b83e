import type { I18n } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";

import type { ImportReport } from "@/ipc/bindings/ImportReport";

/** What looking into the watched folders brought. */
export function scanWords(i18n: I18n, reports: readonly ImportReport[]): string {
  if (reports.length === 0) return i18n._(msg`No new files.`);
  const taken = reports.reduce((sum, { created, updated }) => sum + created + updated, 0);
  const rejected = reports.reduce((sum, report) => sum + report.rejected, 0);
  const files = i18n._(msg`${plural(reports.length, { one: "# file imported", other: "# files imported" })}`);
  const rows = i18n._(msg`${plural(taken, { one: "# row new or changed", other: "# rows new or changed" })}`);
  const left = rejected > 0 ? `, ${i18n._(msg`${plural(rejected, { one: "# left out", other: "# left out" })}`)}` : "";
  return `${files}: ${rows}${left}.`;
}
