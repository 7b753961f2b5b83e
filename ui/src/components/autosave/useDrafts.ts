import { type FocusEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import { fieldMessages, toCallError } from "@/ipc/errors";
import { showProblem } from "@/shared/changes";
import { useShortcuts } from "@/shared/shortcuts";

import { openFields as open } from "./flushAll";
import { type DraftChange, Drafts, type SavingState, type Stored } from "./Drafts";

/** How long nobody types before what was typed is saved, milliseconds. */
const rest = 2_000;

export interface SavedFields<Value> {
  value: (key: string) => Value | undefined;
  /** Somebody types: saved when the field is left, after a rest, at Ctrl/Cmd+S and when the page is left. */
  type: (key: string, value: Value) => void;
  /** Something was chosen: saved at once. */
  choose: (key: string, value: Value) => void;
  /** For the element around the fields: leaving one saves it. */
  onBlur: (event: FocusEvent) => void;
  /** Saves what is not saved yet, and tells whether everything is stored now. */
  flush: () => Promise<boolean>;
  saving: SavingState;
  /** What was written and is not stored. */
  unsaved: readonly DraftChange<Value>[];
  /** What is wrong with a field that the program refused. */
  problem: (key: string) => MessageDescriptor | undefined;
  /** Nothing of what is not stored is wanted any more. */
  forget: () => void;
}

/** Fields that are saved as one writes; `save` gets what has changed with what it began from. */
export function useDrafts<Value>(stored: ReadonlyMap<string, Stored<Value>>, save: (changes: DraftChange<Value>[]) => Promise<unknown>): SavedFields<Value> {
  const [drafts] = useState(() => new Drafts<Value>(save));
  useEffect(() => drafts.saveWith(save));
  useSyncExternalStore(drafts.subscribe, drafts.version);
  useEffect(() => drafts.setStored(stored), [drafts, stored]);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = () => {
    clearTimeout(timer.current);
    return drafts.flush();
  };
  useEffect(() => {
    const away = () => void drafts.flush();
    window.addEventListener("blur", away);
    open.add(drafts.flush);
    return () => {
      window.removeEventListener("blur", away);
      clearTimeout(timer.current);
      open.delete(drafts.flush);
      // The fields are gone, and with them the note beside them.
      void drafts.flush().then((saved) => saved || showProblem(drafts.state().problem));
    };
  }, [drafts]);
  useShortcuts(msg`Form`, [{ keys: "mod+s", label: msg`Save now`, run: () => void flush(), inFields: true, keysOnly: true }]);

  return {
    // Before the first effect has run nothing is known here yet.
    value: (key) => drafts.value(key) ?? stored.get(key)?.value,
    type: (key, value) => {
      drafts.change(key, value);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void drafts.flush(), rest);
    },
    choose: (key, value) => {
      drafts.change(key, value);
      void flush();
    },
    onBlur: () => void flush(),
    flush,
    saving: drafts.state(),
    unsaved: drafts.unsaved(),
    problem: (key) => (drafts.state().problem === null ? undefined : fieldMessages(toCallError(drafts.state().problem))[key]),
    forget: drafts.forget,
  };
}
