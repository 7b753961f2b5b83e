import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

import type { Undone } from "@/ipc/bindings/Undone";
import { call } from "@/ipc/call";
import { errorMessage, toCallError } from "@/ipc/errors";

import { transactionWords } from "./transactions";

interface Change {
  /** What was done, in the past tense, translated: "Call logged". */
  message: string;
  /** The transaction to undo. Null, as commands answer when nothing differed from before, shows nothing. */
  transaction: string | null | undefined;
}

/** How long a toast stays, milliseconds: long enough to read it and reach the button. */
const toastTime = 7000;

const closeLabel = () => ({ "aria-label": i18n._(msg`Close`) });

/** How to undo the last change, when it is one of this machine alone: those are in no log. */
let undoLocal: (() => Promise<void>) | null = null;

/** Says what was done and offers to undo it. Every change ends here; none asks "are you sure?". */
export function showChange({ message, transaction }: Change): void {
  if (!transaction) return;
  undoLocal = null;
  showUndoable(`change-${transaction}`, message, () => undoChange(transaction));
}

interface LocalChange {
  /** What was done, in the past tense, translated. */
  message: string;
  /** What is so once it is undone, translated: "The folder is watched again". */
  undone: string;
  /** Puts it back. */
  undo: () => Promise<unknown>;
}

/** As {@link showChange}, for what no transaction holds: settings of this machine, and what is signed. */
export function showLocalChange({ message, undone, undo }: LocalChange): void {
  const once = async () => {
    undoLocal = null;
    try {
      await undo();
      showNotice(undone);
    } catch (problem) {
      showProblem(problem);
    }
  };
  undoLocal = once;
  showUndoable(`change-${crypto.randomUUID()}`, message, once);
}

function showUndoable(id: string, message: string, act: () => Promise<void>): void {
  const undo = () => {
    notifications.hide(id);
    void act();
  };
  notifications.show({
    id,
    autoClose: toastTime,
    closeButtonProps: closeLabel(),
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{message}</Text>
        <Button variant="subtle" size="compact-sm" onClick={undo} data-testid="undo">
          <Trans>Undo</Trans>
        </Button>
      </Group>
    ),
  });
}

/** Once the workspace is locked, its last change is nobody's to undo. */
export function forgetChanges(): void {
  undoLocal = null;
  notifications.clean();
}

/** Says something that has nothing to undo. */
export function showNotice(message: string): void {
  notifications.show({ message, autoClose: toastTime, closeButtonProps: closeLabel() });
}

/** Says what went wrong, with the remedy. */
export function showProblem(problem: unknown): void {
  const error = toCallError(problem);
  if (error.code === "stopped") return;
  notifications.show({ message: i18n._(errorMessage(error)), color: "red", autoClose: toastTime, role: "alert", closeButtonProps: closeLabel() });
}

/** Undoes a transaction, or one's own last one, and says so with a way back. */
export async function undoChange(transaction?: string): Promise<void> {
  if (transaction === undefined && undoLocal) return undoLocal();
  await backAndForth(
    () => call("undo", transaction ? { transaction } : {}),
    ({ kind }) => {
      // An undo that is undone says that the change is there again, not that an undoing was undone.
      if (kind === "undo") return i18n._(msg`Done again`);
      if (kind === "redo") return i18n._(msg`Undone`);
      const what = i18n._(transactionWords[kind]);
      return i18n._(msg`Undone: ${what}`);
    },
  );
}

/** Does again what was undone last. */
export async function redoChange(): Promise<void> {
  await backAndForth(
    () => call("redo", {}),
    ({ kind }) => {
      const what = i18n._(transactionWords[kind]);
      return i18n._(msg`Done again: ${what}`);
    },
  );
}

async function backAndForth(act: () => Promise<Undone>, words: (undone: Undone) => string): Promise<void> {
  try {
    const undone = await act();
    const { transaction, kept, kind } = undone;
    const rest = kept > 0 ? ` ${i18n._(msg`Left alone because somebody has changed it since: ${kept}.`)}` : "";
    const message = `${words(undone)}.${rest}`;
    if (kind === "import") showNotice(`${message} ${i18n._(msg`To have it again, import the file again.`)}`);
    else showChange({ message, transaction });
  } catch (problem) {
    showProblem(problem);
  }
}
