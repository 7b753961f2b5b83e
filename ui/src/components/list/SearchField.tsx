import { useLingui } from "@lingui/react/macro";
import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type RefObject, useState } from "react";

import { KeyHint } from "../KeyHint";

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  className?: string | undefined;
  field: RefObject<HTMLInputElement | null>;
}

/** How long typing pauses before the list is asked, milliseconds. */
const typingPause = 80;

/** Typing goes at its own pace; the list follows. Escape empties the field, and leaves it when it is empty. */
export function SearchField({ value, onChange, placeholder, className, field }: SearchFieldProps) {
  const { t } = useLingui();
  const [text, setText] = useState(value);
  const tell = useDebouncedCallback(onChange, typingPause);
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value);
    setText(value);
  }
  const clear = () => {
    tell.cancel();
    setText("");
    onChange("");
  };
  return (
    <TextInput
      ref={field}
      className={className}
      type="text"
      role="searchbox"
      value={text}
      placeholder={placeholder}
      aria-label={placeholder}
      leftSection={<IconSearch size={16} stroke={1.5} />}
      rightSection={text ? <CloseButton size="xs" onClick={clear} aria-label={t`Empty the search`} /> : <KeyHint keys="/" />}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          if (text) clear();
          else event.currentTarget.blur();
        } else if (event.key === "ArrowDown" || event.key === "Enter") {
          event.preventDefault();
          tell.flush();
          event.currentTarget.blur();
        }
      }}
    />
  );
}
