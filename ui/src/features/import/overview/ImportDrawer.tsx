import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Text } from "@mantine/core";

import { MemberAvatar } from "@/components/people";
import { Section, SideDrawer } from "@/components/record";
import type { ImportBatch } from "@/ipc/bindings/ImportBatch";
import { useFormat } from "@/shared/format";

import { ImportCountsRow } from "../report/ImportCountsRow";
import { Problems } from "../report/Problems";
import { RejectedFile } from "../report/RejectedFile";
import { Touched } from "../report/Touched";
import { UndoImportButton } from "../UndoImport";

/** One import: what it did, what it left out, and the way to take it back. */
export function ImportDrawer({ batch, onClose }: { batch: ImportBatch | undefined; onClose: () => void }) {
  return (
    <SideDrawer title={batch?.file ?? ""} opened={batch !== undefined} onClose={onClose}>
      {batch && <Inside batch={batch} onClose={onClose} />}
    </SideDrawer>
  );
}

function Inside({ batch, onClose }: { batch: ImportBatch; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const { report, undone_at: undoneAt } = batch;
  const when = format.dateTime(batch.at);
  const undoneWhen = undoneAt === null ? "" : format.dateTime(undoneAt);
  return (
    <>
      <Group gap="xs" mb="md">
        {batch.member && <MemberAvatar member={batch.member} withName />}
        <Text size="sm" c="dimmed">
          {when}
          {batch.unattended && (
            <>
              {" · "}
              <Trans>by itself, from a watched folder</Trans>
            </>
          )}
        </Text>
      </Group>
      <ImportCountsRow report={report} done narrow />
      <Section title={t`What changed`}>
        <Touched report={report} />
      </Section>
      {report.rejected > 0 && (
        <Section title={t`What was left out`}>
          <Problems problems={report.problems} narrow />
          {report.rejected_file && <RejectedFile path={report.rejected_file} />}
        </Section>
      )}
      {report.warnings.length > 0 && (
        <Section title={t`Taken, but note`}>
          <Problems problems={report.warnings} narrow />
        </Section>
      )}
      <Group justify="flex-end" mt="md">
        {!batch.changed ? (
          <Text size="sm" c="dimmed">
            <Trans>Nothing changed: all of it was known already, or left out.</Trans>
          </Text>
        ) : undoneAt === null ? (
          <UndoImportButton batch={batch.id} onUndone={onClose} />
        ) : (
          <Text size="sm" c="dimmed">
            <Trans>Undone {undoneWhen}</Trans>
          </Text>
        )}
      </Group>
    </>
  );
}
