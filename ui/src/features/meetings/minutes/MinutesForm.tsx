import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Text, Textarea } from "@mantine/core";
import { useMemo, useRef, useState } from "react";

import { Unsaved, useDrafts } from "@/components/autosave";
import { ConflictMark } from "@/components/conflicts";
import { useUnsavedGuard } from "@/components/form";
import { PromiseLines } from "@/components/promises";
import { Section } from "@/components/record";
import type { MinutesPage } from "@/ipc/bindings/MinutesPage";
import type { MissingFromMinutes } from "@/ipc/bindings/MissingFromMinutes";
import { call } from "@/ipc/call";
import { errorMessage } from "@/ipc/errors";
import { showChange, showProblem } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { promiseDirectionWords } from "@/shared/meetingWords";
import { usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";

import preparation from "../preparation/Preparation.module.css";
import { AddPromise } from "./AddPromise";
import classes from "./Minutes.module.css";
import { MinutesBar } from "./MinutesBar";
import { storedTexts, type TextField, texts, textsRequest } from "./minutes";
import { NextStepField } from "./NextStepField";
import { Present } from "./Present";
import { Problem } from "./Problem";
import { useLines } from "./useLines";

/** Codes of what is missing, with what it is. */
const missingCodes: Partial<Record<string, MissingFromMinutes>> = {
  minutes_without_present: "present",
  minutes_without_promise: "promise",
  minutes_without_next_step: "next_step",
  meeting_not_held_yet: "meeting_held",
};

/** The minutes, in the order in which a meeting is told: who was there, what they want, what was agreed and promised, what next. */
export function MinutesForm({ page }: { page: MinutesPage }) {
  const { t, i18n } = useLingui();
  const { may } = usePermissions();
  const { meeting, minutes, promises, missing } = page;
  const [refused, setRefused] = useState<MissingFromMinutes | null>(null);
  const form = useRef<HTMLDivElement>(null);
  const stored = useMemo(() => storedTexts(minutes), [minutes]);
  const drafts = useDrafts(stored, (changes) => call("save_minutes", textsRequest(meeting.id, changes)));
  const closed = minutes?.state === "closed";
  const readOnly = closed || !may("minutes", "agreed") || meeting.state === "cancelled_by_customer" || meeting.state === "cancelled_by_us";

  // Once it was tried, everything that is missing is said beside its field, until it is there.
  const lacking = new Set(refused === null ? [] : [...missing]);
  const problem = (what: MissingFromMinutes, code: "minutes_without_present" | "minutes_without_promise" | "minutes_without_next_step") =>
    lacking.has(what) ? i18n._(errorMessage({ code, fields: {} } as never)) : null;
  const close = useChange("close_minutes", {
    // What is missing is said beside its field.
    onProblem: (refusal) => {
      const what = missingCodes[refusal.code] ?? null;
      setRefused(what);
      if (what) form.current?.querySelector<HTMLElement>(`[data-part="${what}"]`)?.scrollIntoView({ block: "center" });
      else showProblem(refusal);
    },
    onDone: ({ transaction }) => {
      setRefused(null);
      showChange({ message: t`Minutes closed, and the contact logged`, transaction });
    },
  });
  const none = useChange("save_minutes", { onDone: ({ transaction }) => showChange({ message: t`Minutes changed`, transaction }) });
  const { lines, written, settle } = useLines();
  const { guard } = useUnsavedGuard(drafts.saving.problem !== null || written.size > 0, drafts.forget);
  const finish = async () => {
    // What could not be saved must not look as if it stood in the closed minutes.
    if ((await settle()) && (await drafts.flush())) close.mutate({ id: meeting.id });
  };
  useShortcuts(msg({ message: "Minutes", context: "of a meeting" }), readOnly ? [] : [{ keys: "mod+Enter", label: msg`Close the minutes`, run: () => void finish(), inFields: true }]);

  const labels: Record<TextField, string> = { wants: t`What the customer wants`, agreed: t`What was agreed`, internal: t`Only for us` };
  const problemOf = (field: TextField) => {
    const found = drafts.problem(field);
    return found && i18n._(found);
  };
  const tooLate = readOnly ? texts.flatMap((field) => drafts.unsaved.filter(({ key }) => key === field).map(({ value }) => ({ key: field, label: labels[field], text: value }))) : [];
  const text = (field: TextField, rows: number, hint?: string) =>
    readOnly ? (
      <dl className={preparation.read}>
        <dt>{labels[field]}</dt>
        <dd>{stored.get(field)?.value || "–"}</dd>
      </dl>
    ) : (
      <div className={classes.text}>
        {minutes && (
          <span className={classes.mark}>
            <ConflictMark table="minutes" record={minutes.id} fields={[field]} label={labels[field]} />
          </span>
        )}
        <Textarea
          label={labels[field]}
          description={hint}
          autosize
          minRows={rows}
          maxRows={24}
          error={problemOf(field)}
          value={drafts.value(field) ?? ""}
          onChange={(event) => drafts.type(field, event.currentTarget.value)}
        />
      </div>
    );
  const ours = promises.filter(({ direction }) => direction === "ours");
  const theirs = promises.filter(({ direction }) => direction === "theirs");
  const noPromises = minutes?.no_promises ?? false;
  return (
    <div ref={form}>
      {guard}
      <Unsaved texts={tooLate} />
      <div onBlur={drafts.onBlur}>
        <Present meeting={meeting} readOnly={readOnly} problem={problem("present", "minutes_without_present")} />
        <Section title={t`What was said`}>
          <div className={classes.texts}>
            {text("wants", 2)}
            {text("agreed", 3, t`Goes into the message to the customer.`)}
            {text("internal", 1)}
          </div>
        </Section>
      </div>
      <div data-part="promise">
        <Section title={t`Promises`} count={promises.length || undefined}>
          {(["ours", "theirs"] as const).filter((direction) => !readOnly || (direction === "ours" ? ours : theirs).length > 0).map((direction) => (
            <div key={direction} className={classes.direction}>
              <div className={classes.subtitle}>{i18n._(promiseDirectionWords[direction])}</div>
              <PromiseLines promises={direction === "ours" ? ours : theirs} withDirection={false} withMenu={!closed} />
              {!readOnly && (!noPromises || written.has(direction)) && <AddPromise meeting={meeting} direction={direction} lines={lines} />}
            </div>
          ))}
          {promises.length === 0 && readOnly && (
            <Text size="sm" c="dimmed">
              {noPromises ? <Trans>Nothing was promised</Trans> : <Trans>Not said.</Trans>}
            </Text>
          )}
          {promises.length === 0 && !readOnly && (
            <Checkbox
              size="xs"
              label={t`Nothing was promised`}
              checked={noPromises}
              disabled={written.has("ours") || written.has("theirs")}
              onChange={(event) => none.mutate({ meeting: meeting.id, no_promises: event.currentTarget.checked })}
            />
          )}
          <Problem>{problem("promise", "minutes_without_promise")}</Problem>
        </Section>
      </div>
      <div data-part="next_step">
        <Section title={t`What comes next`} actions={minutes && <ConflictMark table="minutes" record={minutes.id} fields={["next_step", "next_reason"]} label={t`What comes next`} />}>
          <NextStepField meeting={meeting} step={minutes?.next_step ?? null} readOnly={readOnly} lines={lines} />
          <Problem>{problem("next_step", "minutes_without_next_step")}</Problem>
        </Section>
      </div>
      {!readOnly && (
        <p className={classes.closing}>
          <Trans>Closing the minutes marks the meeting as held and logs the contact with those who were there.</Trans>
        </p>
      )}
      <MinutesBar page={page} saving={drafts.saving} readOnly={readOnly} notHeld={lacking.has("meeting_held")} onClose={() => void finish()} closing={close.isPending} flush={drafts.flush} />
    </div>
  );
}
