import { useLingui } from "@lingui/react/macro";
import { TagsInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";

import { useCommand } from "@/shared/data";

interface TagsEditorProps {
  value: readonly string[];
  onSave: (tags: string[], began: string[]) => void;
  onClose: () => void;
}

/** Editor of the tags of a row: Enter in the empty field and leaving the cell keep, Escape does not. */
export function TagsEditor({ value, onSave, onClose }: TagsEditorProps) {
  const { t } = useLingui();
  const known = useCommand("list_tags", {}).data ?? [];
  // What others change meanwhile is theirs: neither compared with nor taken back.
  const [began] = useState(value);
  const [tags, setTags] = useState([...value]);
  const [typing, setTyping] = useState("");
  const keep = () => {
    const typed = typing.trim();
    const all = typed === "" || tags.includes(typed) ? tags : [...tags, typed];
    if (all.toSorted().join("\n") !== began.toSorted().join("\n")) onSave(all, [...began]);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (event.key === "Enter" && typing.trim() === "") {
      event.preventDefault();
      event.stopPropagation();
      keep();
    }
  };
  return (
    <TagsInput
      aria-label={t`Tags`}
      data={known.map(({ tag }) => tag)}
      value={tags}
      onChange={setTags}
      searchValue={typing}
      onSearchChange={setTyping}
      onBlur={keep}
      onKeyDownCapture={onKeyDown}
      maxLength={60}
      autoFocus
      comboboxProps={{ width: "max-content", position: "bottom-start" }}
    />
  );
}
