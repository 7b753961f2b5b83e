import { Plural, Trans } from "@lingui/react/macro";
import { Anchor, Button, Group, Modal, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useState } from "react";

import type { ImportUndone } from "@/ipc/bindings/ImportUndone";
import { useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";
import { ShortcutLayer } from "@/shared/shortcuts";

import classes from "./report/Report.module.css";

interface UndoImportButtonProps {
  batch: string;
  /** In a row of a table: small, one word. `label` then says what. */
  short?: boolean;
  label?: string;
  onUndone?: () => void;
}

/** Takes an import back as a whole, and tells what it could not take back and why. Nothing for who may not import. */
export function UndoImportButton({ batch, onUndone, short = false, label }: UndoImportButtonProps) {
  const { may } = usePermissions();
  const [undone, setUndone] = useState<ImportUndone | null>(null);
  const undo = useChange("undo_import", {
    // Nothing takes it back, so no notice offers to.
    onDone: setUndone,
  });
  const close = () => {
    setUndone(null);
    onUndone?.();
  };
  if (!may("import")) return null;
  return (
    <>
      <Button
        size={short ? "compact-sm" : "sm"}
        variant={short ? "subtle" : "default"}
        color={short ? "gray" : undefined}
        aria-label={label}
        leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
        loading={undo.isPending}
        onClick={(event) => {
          event.stopPropagation();
          undo.mutate({ id: batch });
        }}
      >
        {short ? <Trans>Undo</Trans> : <Trans>Undo the import</Trans>}
      </Button>
      <Modal opened={undone !== null} onClose={close} title={<Trans>The import was undone</Trans>}>
        <ShortcutLayer>
          {undone && <UndoReport undone={undone} onLeave={close} />}
          <Text size="sm" c="dimmed" mt="sm">
            <Trans>To have it again, import the file again.</Trans>
          </Text>
          <Group justify="flex-end" mt="md">
            <Button onClick={close} data-autofocus>
              <Trans>Close</Trans>
            </Button>
          </Group>
        </ShortcutLayer>
      </Modal>
    </>
  );
}

/** What undoing an import took away, put back and kept. */
export function UndoReport({ undone, onLeave }: { undone: ImportUndone; onLeave: () => void }) {
  const format = useFormat();
  const { removed, restored, kept, kept_total: keptTotal } = undone;
  const more = format.number(keptTotal - kept.length);
  return (
    <>
      <ul className={classes.touched}>
        <li>
          <Plural value={removed} one="# record or order line was taken away." other="# records and order lines were taken away." />
        </li>
        {restored > 0 && (
          <li>
            <Plural value={restored} one="# record was put back as it was." other="# records were put back as they were." />
          </li>
        )}
      </ul>
      {keptTotal > 0 && (
        <>
          <Text size="sm" fw={500} mt="sm">
            <Plural
              value={keptTotal}
              one="# was kept, because somebody has edited it since or something else hangs on it:"
              other="# were kept, because somebody has edited them since or something else hangs on them:"
            />
          </Text>
          <ul className={classes.kept}>
            {kept.map(({ table, id, name }) => (
              <li key={`${table} ${id}`}>
                {table === "customer" ? (
                  <Anchor component={Link} to={`/customers/${id}`} inherit onClick={onLeave}>
                    {name}
                  </Anchor>
                ) : (
                  name
                )}
              </li>
            ))}
            {keptTotal > kept.length && (
              <li>
                <Trans>and {more} more</Trans>
              </li>
            )}
          </ul>
        </>
      )}
    </>
  );
}
