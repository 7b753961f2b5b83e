import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Popover, Stack, TextInput } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";

import { showChange } from "@/shared/changes";
import { quickDays } from "@/shared/days";
import { addDays, today, useFormat } from "@/shared/format";

import { DateField } from "../form/DateField";
import option from "../option.module.css";
import type { PlayProps } from "./SignalPlays";
import classes from "./Snooze.module.css";
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
    <Popover opened={opened} onChange={onOpened} position="bottom-start" width={270} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size={size}
          leftSection={<IconClockPause size={15} stroke={1.5} />}
          rightSection={hint}
          loading={busy}
          onClick={() => onOpened(!opened)}
        >
          <Trans>Snooze</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <SnoozeChoice onChoose={snooze} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The words come first: choosing the day is what snoozes. */
function SnoozeChoice({ onChoose }: { onChoose: (until: string, words: string) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [note, setNote] = useState("");
  const label = useId();
  const days = quickDays(today());
  const choose = (day: string) => onChoose(day, note.trim());
  return (
    <Stack gap="sm">
      <TextInput label={t`What to remember then`} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <div role="group" aria-labelledby={label}>
        <div id={label} className={classes.label}>
          <Trans>Not before</Trans>
        </div>
        {(
          [
            [days.tomorrow, t`the next working day`],
            [days.week, t`in a week`],
            [days.fortnight, t`in two weeks`],
            [days.month, t`in a month`],
          ] as const
        ).map(([day, words], index) => (
          <button key={day} type="button" className={`${option.option} ${classes.day}`} onClick={() => choose(day)} onKeyDown={moveAmongDays} data-autofocus={index === 0 || undefined}>
            <span>{words}</span>
            <span className={classes.date}>{format.shortDate(day)}</span>
          </button>
        ))}
      </div>
      <DateField label={t`Another day`} value={null} minDate={addDays(today(), 1)} onChange={(day) => day && choose(day)} />
    </Stack>
  );
}

/** Up and down go from day to day, as in a menu. */
function moveAmongDays(event: KeyboardEvent<HTMLButtonElement>) {
  const { currentTarget: here } = event;
  const next = event.key === "ArrowDown" ? here.nextElementSibling : event.key === "ArrowUp" ? here.previousElementSibling : null;
  if (!(next instanceof HTMLButtonElement)) return;
  event.preventDefault();
  next.focus();
}
