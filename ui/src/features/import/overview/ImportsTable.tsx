import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text, Tooltip } from "@mantine/core";
import { IconRobot } from "@tabler/icons-react";
import { useState } from "react";

import { MemberAvatar } from "@/components/people";
import type { ImportBatch } from "@/ipc/bindings/ImportBatch";
import { useFormat } from "@/shared/format";

import { UndoImportButton } from "../UndoImport";
import { kindWords } from "../words";
import { ImportDrawer } from "./ImportDrawer";
import classes from "./Overview.module.css";

/** Imports shown at first, and how many more each time. */
const portion = 25;

/** What was imported when and by whom, with a way to take it back. */
export function ImportsTable({ imports }: { imports: readonly ImportBatch[] }) {
  const [shown, setShown] = useState(portion);
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>
              <Trans>File</Trans>
            </th>
            <th>
              <Trans>Holds</Trans>
            </th>
            <th>
              <Trans>When</Trans>
            </th>
            <th>
              <Trans>Who</Trans>
            </th>
            <th className={classes.number}>
              <Trans>New</Trans>
            </th>
            <th className={classes.number}>
              <Trans>Changed</Trans>
            </th>
            <th className={classes.number}>
              <Trans>Left out</Trans>
            </th>
            <th className={classes.action} aria-hidden />
          </tr>
        </thead>
        <tbody>
          {imports.slice(0, shown).map((batch) => (
            <ImportRow key={batch.id} batch={batch} onOpen={() => setOpened(batch.id)} />
          ))}
        </tbody>
      </table>
      {imports.length > shown && (
        <Button variant="subtle" color="gray" size="compact-sm" mt="xs" ml={-6} onClick={() => setShown(shown + portion)}>
          <Trans>Show older</Trans>
        </Button>
      )}
      <ImportDrawer batch={imports.find(({ id }) => id === opened)} onClose={() => setOpened(null)} />
    </>
  );
}

function ImportRow({ batch, onOpen }: { batch: ImportBatch; onOpen: () => void }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { report, undone_at: undoneAt } = batch;
  const count = (rows: number, tone?: string) => <span className={rows === 0 ? classes.zero : tone}>{format.number(rows)}</span>;
  const undoneWhen = undoneAt === null ? "" : format.dateTime(undoneAt);
  return (
    <tr data-undone={undoneAt !== null || undefined}>
      <td className={classes.fileCell}>
        <button type="button" className={classes.name} onClick={onOpen} title={batch.file}>
          <span>{batch.file}</span>
          {batch.unattended && (
            <Tooltip label={t`By itself, from a watched folder`}>
              <IconRobot size={15} stroke={1.5} color="var(--mantine-color-dimmed)" aria-label={t`By itself, from a watched folder`} />
            </Tooltip>
          )}
        </button>
      </td>
      <td>{i18n._(kindWords[report.kind])}</td>
      <td>{format.dateTime(batch.at)}</td>
      <td>{batch.member ? <MemberAvatar member={batch.member} /> : null}</td>
      <td className={classes.number}>{count(report.created)}</td>
      <td className={classes.number}>{count(report.updated)}</td>
      <td className={classes.number}>{count(report.rejected, classes.warn)}</td>
      <td className={classes.action}>
        {!batch.changed ? (
          <Text span size="sm" c="dimmed">
            <Trans>Nothing changed</Trans>
          </Text>
        ) : undoneAt === null ? (
          <UndoImportButton batch={batch.id} short label={t`Undo the import of ${batch.file}`} />
        ) : (
          <Text span size="sm" c="dimmed">
            <Trans>Undone {undoneWhen}</Trans>
          </Text>
        )}
      </td>
    </tr>
  );
}
