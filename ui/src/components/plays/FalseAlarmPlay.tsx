import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Popover, Radio, Stack, TextInput } from "@mantine/core";
import { IconBellOff } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";

import type { FalseAlarmReason } from "@/ipc/bindings/FalseAlarmReason";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import { showChange } from "@/shared/changes";
import { signalWords } from "@/shared/words";

import type { PlayProps } from "./SignalPlays";
import { usePlay } from "./usePlay";

const reasonWords = {
  seasonal: msg`It is their season`,
  orders_elsewhere: msg`They order under another customer`,
  agreed: msg`It was agreed with them`,
  wrong_data: msg`The data are wrong`,
  closed_down: msg`The firm has closed down`,
  other: msg`Another reason`,
} satisfies Record<FalseAlarmReason, MessageDescriptor>;

/** Says that what was seen is no reason to act, and why. */
export function FalseAlarmPlay(props: PlayProps) {
  const { opened, onOpened, size, hint } = props;
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-start" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button variant="default" size={size} leftSection={<IconBellOff size={15} stroke={1.5} />} rightSection={hint} onClick={() => onOpened(!opened)} aria-expanded={opened}>
          <Trans>False alarm</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <FalseAlarmForm {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FalseAlarmForm({ customer, signals, onOpened, onActing }: PlayProps) {
  const { t, i18n } = useLingui();
  const [kinds, setKinds] = useState<readonly SignalKind[]>(signals);
  const [reason, setReason] = useState<FalseAlarmReason | null>(null);
  const [note, setNote] = useState("");
  const { busy, make } = usePlay("false_alarm", onActing, ({ transaction }) => {
    showChange({ message: t`Marked as a false alarm`, transaction });
    onOpened(false);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = note.trim();
    if (reason && kinds.length > 0) make(kinds, { customer: customer.id, kinds: [...kinds], reason, ...(words ? { note: words } : {}) });
  };
  const toggle = (kind: SignalKind) => setKinds(kinds.includes(kind) ? kinds.filter((other) => other !== kind) : [...kinds, kind]);
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {signals.length > 1 && (
          <Stack gap={4}>
            {signals.map((kind) => (
              <Checkbox key={kind} size="xs" label={i18n._(signalWords[kind])} checked={kinds.includes(kind)} onChange={() => toggle(kind)} />
            ))}
          </Stack>
        )}
        <Radio.Group label={t`Why it is a false alarm`} value={reason} onChange={(value) => setReason(value as FalseAlarmReason)}>
          <Stack gap={6} mt={4}>
            {(Object.keys(reasonWords) as FalseAlarmReason[]).map((one, index) => (
              <Radio key={one} size="xs" value={one} label={i18n._(reasonWords[one])} data-autofocus={index === 0 || undefined} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput label={t`In words`} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Group justify="flex-end">
          <Button type="submit" disabled={reason === null || kinds.length === 0} loading={busy}>
            <Trans>Mark as a false alarm</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
