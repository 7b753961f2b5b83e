import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Menu, TextInput } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import { useState } from "react";

import { showChange } from "@/shared/changes";
import { quickDays } from "@/shared/days";
import { addDays, today, useFormat } from "@/shared/format";

import { DateField } from "../form/DateField";
import type { PlayProps } from "./SignalPlays";
import { usePlay } from "./usePlay";

/** Hides the card until a day, with a word for when it is back. */
export function SnoozePlay({ customer, signals, opened, onOpened, onActing, size, hint }: PlayProps) {
  const format = useFormat();
  const { t } = useLingui();
  const { busy, make } = usePlay("snooze", onActing, ({ transaction }, { until }) => {
    const day = format.date(until);
    showChange({ message: t`Snoozed until ${day}`, transaction });
  });
  const snooze = (until: string, words: string) => {
    onOpened(false);
    make(signals, { customer: customer.id, until, ...(words ? { note: words } : {}) });
  };
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-start" width={250}>
      <Menu.Target>
        <Button variant="default" size={size} leftSection={<IconClockPause size={15} stroke={1.5} />} rightSection={hint} loading={busy}>
          <Trans>Snooze</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <SnoozeChoice onChoose={snooze} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The words come first: choosing the day is what snoozes. */
function SnoozeChoice({ onChoose }: { onChoose: (until: string, words: string) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [note, setNote] = useState("");
  const days = quickDays(today());
  const choose = (day: string) => onChoose(day, note.trim());
  return (
    <>
      <div style={{ padding: "0.25rem 0.5rem 0.375rem" }}>
        <TextInput label={t`What to remember then`} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </div>
      <Menu.Label>
        <Trans>Not before</Trans>
      </Menu.Label>
      {(
        [
          [days.tomorrow, t`the next working day`],
          [days.week, t`in a week`],
          [days.fortnight, t`in two weeks`],
          [days.month, t`in a month`],
        ] as const
      ).map(([day, words]) => (
        <Menu.Item key={day} onClick={() => choose(day)} rightSection={<span style={{ color: "var(--mantine-color-dimmed)" }}>{format.shortDate(day)}</span>}>
          {words}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <div style={{ padding: "0.25rem 0.5rem 0.5rem" }}>
        <DateField label={t`Another day`} value={null} minDate={addDays(today(), 1)} onChange={(day) => day && choose(day)} />
      </div>
    </>
  );
}
