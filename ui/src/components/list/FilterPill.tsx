import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, CloseButton, Group, Popover, ScrollArea, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";

import classes from "./FilterPill.module.css";

export interface FilterOption {
  value: string;
  /** Also what the search in a long list looks at. */
  label: string;
  /** Drawn instead of the label: a badge, an avatar. */
  picture?: ReactNode;
}

interface FilterPillProps {
  label: string;
  options: readonly FilterOption[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** Only one at a time. */
  single?: boolean;
}

/** From this many options on there is a field to search them. */
const manyOptions = 9;

/** One filter of a list: a quiet button until something is chosen, then it says what. */
export function FilterPill({ label, options, value, onChange, single = false }: FilterPillProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState(false);
  const [search, setSearch] = useState("");
  const chosen = options.filter((option) => value.includes(option.value));
  const found = options.filter((option) => option.label.toLocaleLowerCase().includes(search.toLocaleLowerCase()));
  const first = chosen[0]?.label;
  const more = chosen.length - 1;
  const toggle = (option: string) => {
    const on = value.includes(option);
    if (single) onChange(on ? [] : [option]);
    else onChange(on ? value.filter((other) => other !== option) : [...value, option]);
    if (single) setOpened(false);
  };
  return (
    <Popover position="bottom-start" trapFocus opened={opened} onChange={setOpened} onClose={() => setSearch("")}>
      <Group gap={0} wrap="nowrap" className={classes.pill} data-set={first ? true : undefined}>
        <Popover.Target>
          <button type="button" className={classes.button} onClick={() => setOpened(!opened)} aria-expanded={opened} aria-haspopup="dialog">
            {!first && <IconPlus size={13} stroke={1.75} aria-hidden />}
            <span>{label}</span>
            {first && <span className={classes.value}>{more > 0 ? t`${first} and ${more} more` : first}</span>}
          </button>
        </Popover.Target>
        {first && <CloseButton size="xs" className={classes.clear} onClick={() => onChange([])} aria-label={t`Clear: ${label}`} />}
      </Group>
      <Popover.Dropdown p="xs" aria-label={label}>
        {options.length >= manyOptions && (
          <TextInput value={search} onChange={(event) => setSearch(event.currentTarget.value)} placeholder={t`Find`} aria-label={t`Find`} mb="xs" data-autofocus />
        )}
        <ScrollArea.Autosize mah={280} type="auto">
          <Stack gap={2} miw={200}>
            {found.map((option) => (
              <Checkbox
                key={option.value}
                size="xs"
                radius={single ? "xl" : "sm"}
                className={classes.option}
                label={option.picture ?? option.label}
                checked={value.includes(option.value)}
                onChange={() => toggle(option.value)}
              />
            ))}
            {found.length === 0 && (
              <Text size="sm" c="dimmed" p={4}>
                <Trans>Nothing found</Trans>
              </Text>
            )}
          </Stack>
        </ScrollArea.Autosize>
        {!single && chosen.length > 0 && (
          <Button variant="subtle" color="gray" size="compact-sm" mt="xs" fullWidth onClick={() => onChange([])}>
            <Trans>Clear</Trans>
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
