import { useLingui } from "@lingui/react/macro";
import { MultiSelect } from "@mantine/core";
import type { ReactNode } from "react";

import type { Person } from "@/ipc/bindings/Person";

interface PersonsFieldProps {
  people: readonly Person[];
  value: string[];
  onChange: (persons: string[]) => void;
  error?: ReactNode;
}

/** With whom at the customer; those who have left come last. */
export function PersonsField({ people, value, onChange, error }: PersonsFieldProps) {
  const { t } = useLingui();
  const seen = new Set<string>();
  const once = people.filter(({ id }) => !seen.has(id) && seen.add(id));
  const name = ({ name: own, title, ended_on }: Person) => [own, ended_on ? t`left` : title].filter(Boolean).join(" · ");
  const ordered = once.toSorted((left, right) => Number(left.ended_on !== null) - Number(right.ended_on !== null) || Number(right.primary) - Number(left.primary));
  return (
    <MultiSelect
      label={t`With whom`}
      placeholder={value.length === 0 ? t`Nobody in particular` : undefined}
      data={ordered.map((person) => ({ value: person.id, label: name(person) }))}
      value={value.filter((id) => once.some((person) => person.id === id))}
      onChange={onChange}
      error={error}
      searchable
      clearable
      hidePickedOptions
      selectFirstOptionOnChange
      nothingFoundMessage={t`Nothing found`}
    />
  );
}
