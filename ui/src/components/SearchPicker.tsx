import { useLingui } from "@lingui/react/macro";
import { Combobox, Group, Text, TextInput, useCombobox } from "@mantine/core";
import { IconBuildingStore, IconUser } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, type Ref, useState } from "react";

import type { SearchHit } from "@/ipc/bindings/SearchHit";
import type { SearchKind } from "@/ipc/bindings/SearchKind";
import { call } from "@/ipc/call";
import { showProblem } from "@/shared/changes";
import { useCommand } from "@/shared/data";

interface SearchPickerProps {
  label: string;
  placeholder?: string;
  /** What is looked for: customers, or also people at them. */
  kinds: SearchKind[];
  onPick: (hit: SearchHit) => void;
  /** What has been picked, in the field until one types over it. */
  picked?: string;
  error?: ReactNode;
  description?: ReactNode;
  /** A record that cannot be picked: the one that is being changed. */
  except?: string;
  /** A button that empties the field. */
  clear?: ReactNode;
  field?: Ref<HTMLInputElement>;
  autoFocus?: boolean;
  required?: boolean;
}

/** Letters from which on there is something to find. */
const leastLetters = 2;
const mostHits = 8;

/** Finds a customer or a person by a few letters. Enter takes the first hit, however fast one types. */
export function SearchPicker({ label, placeholder, kinds, onPick, picked = "", error, description, except, clear, field, autoFocus = false, required = false }: SearchPickerProps) {
  const { t } = useLingui();
  const combobox = useCombobox({ onDropdownOpen: () => combobox.selectFirstOption() });
  const [text, setText] = useState<string | null>(null);
  const query = (text ?? "").trim();
  const asking = { query, kinds, limit: mostHits };
  const answer = useCommand("search", asking, { enabled: query.length >= leastLetters, keepPrevious: true });
  const fitting = (hits: readonly SearchHit[]) => hits.filter(({ id, kind, customer }) => id !== except && (kind !== "person" || customer !== null));
  const hits = query.length >= leastLetters ? fitting(answer.data ?? []) : [];
  const fresh = answer.data !== undefined && !answer.isPlaceholderData;

  const pick = (hit: SearchHit | undefined) => {
    if (!hit) return;
    setText(null);
    combobox.closeDropdown();
    onPick(hit);
  };
  const type = (next: string) => {
    setText(next);
    combobox.openDropdown();
    combobox.updateSelectedOptionIndex();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || query.length < leastLetters) return;
    if (fresh && combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0) return;
    event.preventDefault();
    event.stopPropagation();
    // Drawn a moment ago, the list may have no option selected yet.
    if (fresh) return pick(hits[0]);
    // The answer to the last letters is still on its way: take its first hit when it comes.
    void call("search", asking).then((found) => pick(fitting(found)[0]), showProblem);
  };

  return (
    <Combobox store={combobox} onOptionSubmit={(key) => pick(hits.find((hit) => keyOf(hit) === key))} withinPortal>
      <Combobox.Target>
        <TextInput
          ref={field}
          label={label}
          placeholder={placeholder ?? t`Type the beginning of a name`}
          value={text ?? picked}
          error={error}
          description={description}
          required={required}
          withAsterisk={false}
          rightSection={clear}
          autoComplete="off"
          spellCheck={false}
          data-autofocus={autoFocus || undefined}
          onChange={(event) => type(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            combobox.closeDropdown();
            setText(null);
          }}
          onKeyDown={onKeyDown}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={query.length < leastLetters || answer.data === undefined}>
        <Combobox.Options aria-label={label} mah={300} style={{ overflowY: "auto" }}>
          {hits.map((hit, index) => (
            <Combobox.Option key={keyOf(hit)} value={keyOf(hit)} selected={index === 0}>
              <Hit hit={hit} />
            </Combobox.Option>
          ))}
          {hits.length === 0 && <Combobox.Empty>{t`Nothing found`}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function keyOf({ kind, id, customer }: SearchHit): string {
  return `${kind} ${id} ${customer ?? ""}`;
}

function Hit({ hit }: { hit: SearchHit }) {
  const Picture = hit.kind === "person" ? IconUser : IconBuildingStore;
  return (
    <Group gap="xs" wrap="nowrap">
      <Picture size={15} stroke={1.5} color="var(--mantine-color-dimmed)" style={{ flex: "none" }} aria-hidden />
      <Text span size="sm" truncate>
        {hit.title}
      </Text>
      {hit.detail && (
        <Text span size="sm" c="dimmed" truncate style={{ flex: 1, minWidth: 0, textAlign: "end" }}>
          {hit.detail}
        </Text>
      )}
    </Group>
  );
}
