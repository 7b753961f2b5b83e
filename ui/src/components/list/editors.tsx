import { Select, TextInput } from "@mantine/core";
import { useEffect, useReducer, useRef, useState } from "react";

import type { FilterOption } from "./FilterPill";

interface ChoiceEditorProps {
  label: string;
  options: readonly Pick<FilterOption, "value" | "label">[];
  value: string | null;
  onPick: (value: string) => void;
  onClose: () => void;
}

/** Editor of a cell with few possible values: opens at once, one choice is one change. */
export function ChoiceEditor({ label, options, value, onPick, onClose }: ChoiceEditorProps) {
  // The field names its list to screen readers only when it is drawn once more after the list is there.
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const frame = requestAnimationFrame(drawAgain);
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <Select
      aria-label={label}
      data={[...options]}
      value={value}
      searchable
      autoFocus
      defaultDropdownOpened
      // A narrow cell must not cut the word that one is changing.
      miw="9.5rem"
      comboboxProps={{ width: "max-content", position: "bottom-start" }}
      onChange={(picked) => {
        if (picked !== null && picked !== value) onPick(picked);
        onClose();
      }}
      onDropdownClose={onClose}
    />
  );
}

interface TextEditorProps {
  label: string;
  value: string;
  onSave: (value: string) => void;
  onClose: () => void;
}

/** Editor of a cell with text: Enter and leaving the cell keep, Escape does not. */
export function TextEditor({ label, value, onSave, onClose }: TextEditorProps) {
  const [text, setText] = useState(value);
  // Taking the field away makes it lose the focus, which must not keep what was just kept or given up.
  const closed = useRef(false);
  const close = (keep: boolean) => {
    if (closed.current) return;
    closed.current = true;
    if (keep && text.trim() !== value) onSave(text.trim());
    onClose();
  };
  return (
    <TextInput
      aria-label={label}
      value={text}
      autoFocus
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => close(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") close(true);
        if (event.key === "Escape") close(false);
      }}
    />
  );
}
