import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Popover, Select, Stack, Textarea } from "@mantine/core";
import { IconArrowForwardUp } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";

import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { useMembers, useStatus } from "@/shared/status";

import type { PlayProps } from "./SignalPlays";

/** Hands the card to a colleague, with a word about it. */
export function HandOverPlay({ customer, opened, onOpened, size }: PlayProps) {
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-start" trapFocus returnFocus width={280}>
      <Popover.Target>
        <Button variant="default" size={size} leftSection={<IconArrowForwardUp size={15} stroke={1.5} />} onClick={() => onOpened(!opened)} aria-expanded={opened}>
          <Trans>Hand over</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <HandOverForm customer={customer.id} onDone={() => onOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function HandOverForm({ customer, onDone }: { customer: string; onDone: () => void }) {
  const { t } = useLingui();
  const members = useMembers();
  const me = useStatus()?.me;
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const change = useChange("hand_over_signals", {
    onDone: ({ transaction }, request) => {
      const name = members.get(request.to)?.name ?? "";
      showChange({ message: t`Handed over to ${name}`, transaction });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = note.trim();
    if (to) change.mutate({ customer, to, ...(words ? { note: words } : {}) });
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
          <Button type="submit" disabled={to === null} loading={change.isPending}>
            <Trans>Hand over</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
