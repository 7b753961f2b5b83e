import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Select, TextInput, Tooltip } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";

import { DateField } from "@/components/form";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import type { PromiseDirection } from "@/ipc/bindings/PromiseDirection";
import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { quickDays } from "@/shared/days";
import { today } from "@/shared/format";
import { useMembers, useStatus } from "@/shared/status";

import classes from "./Minutes.module.css";
import { type Lines, useLine } from "./useLines";

/** A promise in one line: what, by when, by whom; Enter writes it down, and the next one can be typed. */
export function AddPromise({ meeting, direction, lines }: { meeting: MeetingRow; direction: PromiseDirection; lines: Lines }) {
  const { t } = useLingui();
  const me = useStatus()?.me ?? null;
  const members = useMembers();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [due, setDue] = useState<string | null>(quickDays(today()).week);
  const [wrong, setWrong] = useState(false);
  const people = meeting.participants.flatMap((one) => (one.side === "person" && one.name !== null && !one.deleted ? [{ value: one.person, label: one.name }] : []));
  const ours = [...members.values()].filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }));
  const [who, setWho] = useState<string | null>(direction === "ours" ? (meeting.owner ?? me) : (people[0]?.value ?? null));
  const save = useChange("save_promise", {
    onDone: ({ transaction }) => {
      showChange({ message: t`Promise written down`, transaction });
      setText("");
      setWrong(false);
      field.current?.focus();
    },
  });
  const add = async () => {
    if (save.isPending) return false;
    if (text.trim() === "" || due === null) {
      setWrong(true);
      field.current?.focus();
      return false;
    }
    const ourSide = direction === "ours" ? { member: who, person: null } : { member: meeting.owner ?? me, person: who };
    try {
      await save.mutateAsync({ customer: meeting.customer, meeting: meeting.id, direction, text: text.trim(), due, ...ourSide });
      return true;
    } catch {
      // It has been said.
      return false;
    }
  };
  useLine(lines, direction, text.trim() !== "", add);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.defaultPrevented || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void add();
  };
  const label = direction === "ours" ? t`What we promised` : t`What they promised`;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter in one of its fields writes it down, as in a form
    <div className={classes.add} onKeyDown={onKeyDown}>
      <TextInput
        ref={field}
        className={classes.addText}
        aria-label={label}
        placeholder={label}
        value={text}
        error={wrong && text.trim() === "" ? t`Needed` : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.addDay}>
        <DateField aria-label={t`By when`} value={due} onChange={setDue} error={wrong && due === null ? t`Choose a day` : undefined} />
      </div>
      <Select className={classes.addWho} aria-label={t`Who`} placeholder={t`Who`} data={direction === "ours" ? ours : people} value={who} onChange={setWho} searchable clearable />
      <Tooltip label={t`Write it down`}>
        <ActionIcon size="input-sm" variant="default" onClick={() => void add()} loading={save.isPending} aria-label={t`Write down: ${label}`}>
          <IconPlus size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
