import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Popover, Select, Stack, Textarea } from "@mantine/core";
import { IconArrowForwardUp } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";

import { showChange } from "@/shared/changes";
import { useMembers, useStatus } from "@/shared/status";

import type { PlayProps } from "./SignalPlays";
import { usePlay } from "./usePlay";

/** Hands the card to a colleague, with a word about it. */
export function HandOverPlay(props: PlayProps) {
  const { opened, onOpened, size, hint } = props;
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-start" trapFocus returnFocus width={280}>
      <Popover.Target>
        <Button variant="default" size={size} leftSection={<IconArrowForwardUp size={15} stroke={1.5} />} rightSection={hint} onClick={() => onOpened(!opened)} aria-expanded={opened}>
          <Trans>Hand over</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <HandOverForm {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

function HandOverForm({ customer, signals, onOpened, onActing }: PlayProps) {
  const { t } = useLingui();
  const members = useMembers();
  const me = useStatus()?.me;
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const { busy, make } = usePlay("hand_over", onActing, ({ transaction }, request) => {
    const name = members.get(request.to)?.name ?? "";
    showChange({ message: t`Handed over to ${name}`, transaction });
    onOpened(false);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = note.trim();
    if (to) make(signals, { customer: customer.id, to, ...(words ? { note: words } : {}) });
  };
  const colleagues = [...members.values()].filter(({ id, active, role }) => active && id !== me && role !== "viewer");
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Select
          label={t`To whom`}
          data={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          value={to}
          onChange={setTo}
          searchable
          selectFirstOptionOnChange
          nothingFoundMessage={t`Nothing found`}
          comboboxProps={{ withinPortal: false }}
          data-autofocus
        />
        <Textarea label={t`What they should know`} autosize minRows={2} maxRows={6} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Group justify="flex-end">
          <Button type="submit" disabled={to === null} loading={busy}>
            <Trans>Hand over</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
