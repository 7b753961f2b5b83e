import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, SegmentedControl, Text, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useRef, useState } from "react";

import { DateField, TimeField } from "@/components/form";
import { useMeetingTime } from "@/components/meetings";
import { DateText } from "@/components/values";
import type { ChooseNextStep } from "@/ipc/bindings/ChooseNextStep";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import type { NextStep } from "@/ipc/bindings/NextStep";
import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { addMonths, quickDays, workingDay } from "@/shared/days";
import { today } from "@/shared/format";
import { type NextStepKind, nextStepWords } from "@/shared/meetingWords";

import classes from "./Minutes.module.css";
import { type Lines, useLine } from "./useLines";

interface NextStepFieldProps {
  meeting: MeetingRow;
  step: NextStep | null;
  readOnly: boolean;
  lines: Lines;
}

/** What comes after the meeting: another one, something to do, or nothing and why. */
export function NextStepField({ meeting, step, readOnly, lines }: NextStepFieldProps) {
  const { t, i18n } = useLingui();
  const [kind, setKind] = useState<NextStepKind>("meeting");
  const [day, setDay] = useState<string | null>(workingDay(addMonths(meeting.day, 3)));
  const [begins, setBegins] = useState(meeting.begins);
  const [text, setText] = useState("");
  const [due, setDue] = useState<string | null>(quickDays(today()).week);
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState(false);
  // What was filled in by itself is nobody's choice yet.
  const [touched, setTouched] = useState(false);
  const touch =
    <Value,>(change: (value: Value) => void) =>
    (value: Value) => {
      setTouched(true);
      change(value);
    };
  const fields = useRef<HTMLDivElement>(null);
  const save = useChange("save_minutes", {
    onDone: ({ transaction }) => {
      setTouched(false);
      showChange({ message: t`What comes next is noted`, transaction });
    },
  });
  const choose = (): ChooseNextStep | null => {
    switch (kind) {
      case "meeting":
        return day === null ? null : { kind: "new_meeting", day, begins, duration: begins === null ? null : (meeting.duration ?? 60) };
      case "action":
        return text.trim() === "" || due === null ? null : { kind: "new_action", text: text.trim(), due };
      case "none":
        return reason.trim() === "" ? null : { kind: "none", reason: reason.trim() };
    }
  };
  const set = async () => {
    const chosen = choose();
    setWrong(chosen === null);
    if (chosen === null) fields.current?.querySelector<HTMLElement>("input")?.focus();
    if (chosen === null || save.isPending) return false;
    try {
      await save.mutateAsync({ meeting: meeting.id, next_step: chosen });
      return true;
    } catch {
      // It has been said.
      return false;
    }
  };
  useLine(lines, "next_step", touched && step === null && !readOnly, set);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.defaultPrevented || !(event.target instanceof HTMLInputElement) || event.target.type === "radio") return;
    event.preventDefault();
    void set();
  };
  const clear = useChange("save_minutes", {
    // Only the minutes forget it: what was made of it is a record of its own.
    onDone: ({ transaction }) =>
      showChange({
        message: step?.kind === "meeting" && step.meeting ? t`Choose what comes next. The meeting stayed in the calendar.` : step?.kind === "action" && step.action ? t`Choose what comes next. The next action stayed.` : t`Choose what comes next`,
        transaction,
      }),
  });
  if (step) return <Chosen step={step} readOnly={readOnly} onChange={() => clear.mutate({ meeting: meeting.id, next_step: null })} />;
  if (readOnly) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Not said.</Trans>
      </Text>
    );
  }
  const missing = (lacks: boolean) => (wrong && lacks ? t`Needed` : undefined);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter in one of its fields sets it, as in a form
    <div className={classes.next} onKeyDown={onKeyDown}>
      <SegmentedControl
        aria-label={t`What comes next`}
        data={(Object.keys(nextStepWords) as NextStepKind[]).map((value) => ({ value, label: i18n._(nextStepWords[value]) }))}
        value={kind}
        onChange={touch((value: string) => setKind(value as NextStepKind))}
      />
      <div className={classes.add} ref={fields}>
        {kind === "meeting" && (
          <>
            <div className={classes.addDay}>
              <DateField label={t`Day`} value={day} onChange={touch(setDay)} error={missing(day === null)} />
            </div>
            <div className={classes.addDay}>
              <TimeField label={t({ message: "Begins", context: "a meeting" })} value={begins} onChange={touch(setBegins)} />
            </div>
            <Text size="xs" c="dimmed" className={classes.addHint}>
              <Trans>With the same people, for the same purpose. It is made at once.</Trans>
            </Text>
          </>
        )}
        {kind === "action" && (
          <>
            <TextInput className={classes.addText} label={t`What`} placeholder={t`Send the offer`} value={text} onChange={(event) => touch(setText)(event.currentTarget.value)} error={missing(text.trim() === "")} />
            <div className={classes.addDay}>
              <DateField label={t`When`} value={due} onChange={touch(setDue)} error={missing(due === null)} />
            </div>
          </>
        )}
        {kind === "none" && (
          <TextInput className={classes.addText} label={t`Why nothing comes next`} value={reason} onChange={(event) => touch(setReason)(event.currentTarget.value)} error={missing(reason.trim() === "")} />
        )}
        <Button variant="default" onClick={() => void set()} loading={save.isPending} className={classes.addButton}>
          <Trans>Note it</Trans>
        </Button>
      </div>
    </div>
  );
}

function Chosen({ step, readOnly, onChange }: { step: NextStep; readOnly: boolean; onChange: () => void }) {
  const when = useMeetingTime();
  return (
    <div className={classes.chosen}>
      <span className={classes.chosenWords}>
        {step.kind === "meeting" &&
          (step.meeting ? (
            <>
              <Trans>Next meeting</Trans>{" "}
              <Anchor component={Link} to="/meetings/$meeting" params={{ meeting: step.meeting.id } as never} inherit>
                {when(step.meeting)}
              </Anchor>
            </>
          ) : (
            <Trans>A meeting that has been deleted</Trans>
          ))}
        {step.kind === "action" &&
          (step.action ? (
            <>
              {step.action.text}{" "}
              <span className={classes.quiet}>
                <DateText date={step.action.due} />
              </span>
            </>
          ) : (
            <Trans>A next action that has been deleted</Trans>
          ))}
        {step.kind === "none" && <Trans>Nothing: {step.reason}</Trans>}
      </span>
      {!readOnly && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onChange}>
          <Trans>Something else</Trans>
        </Button>
      )}
    </div>
  );
}
