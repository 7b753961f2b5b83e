import { useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useMemo, useRef, useState } from "react";

import { Unsaved, useDrafts } from "@/components/autosave";
import { useUnsavedGuard } from "@/components/form";
import { Section } from "@/components/record";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import type { Preparation } from "@/ipc/bindings/Preparation";
import { call } from "@/ipc/call";
import { fieldsOf, labelText } from "@/shared/forms";
import { useLanguage } from "@/shared/language";
import { usePermissions } from "@/shared/permissions";

import { answerKey, answersRequest, missingFields, storedAnswers } from "./answers";
import { BlockView } from "./BlockView";
import { FieldInput } from "./FieldInput";
import classes from "./Preparation.module.css";
import { PreparationBar } from "./PreparationBar";

interface PreparationFormProps {
  meeting: MeetingRow;
  preparation: Preparation;
}

/** The form: sections with fields and with what fills itself, saved as one writes. */
export function PreparationForm({ meeting, preparation }: PreparationFormProps) {
  const { t, i18n } = useLingui();
  const language = useLanguage();
  const { may } = usePermissions();
  const [tried, setTried] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  const stored = useMemo(() => storedAnswers(preparation), [preparation]);
  const drafts = useDrafts(stored, (changes) => call("save_answers", answersRequest(meeting.id, changes)));
  const { form, answers, blocks, other_answers: others, missing, state } = preparation;
  const readOnly = state === "approved" || !may("preparation_answer", "text");
  const { guard } = useUnsavedGuard(drafts.saving.problem !== null, drafts.forget);
  const shown = (key: string) => (readOnly ? stored.get(key)?.value : drafts.value(key)) ?? "";
  const problemOf = (key: string) => {
    const problem = drafts.problem(key);
    return problem && i18n._(problem);
  };
  // What one ticked is seen in the list of its field.
  const tooLate = readOnly ? fieldsOf(form).flatMap(({ key, label }) => drafts.unsaved.filter((one) => one.key === key).map(({ value }) => ({ key, label: labelText(label, language), text: value }))) : [];
  const lacking = new Set(missingFields(missing));
  const focusField = (key: string) => {
    const found = page.current?.querySelector<HTMLElement>(`[data-field="${key}"]`);
    found?.scrollIntoView({ block: "center" });
    found?.querySelector<HTMLElement>("input, textarea")?.focus();
  };
  return (
    <div ref={page} onBlur={drafts.onBlur}>
      {guard}
      <Unsaved texts={tooLate} />
      {form.sections.map((section, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a section has no name of its own, and the form stays as it is
        <Section key={index} title={labelText(section.title, language)}>
          <div className={classes.items}>
            {section.items.map((item) => {
              if (item.item === "block") {
                const block = blocks.find((one) => one.block === item.block);
                return block && <BlockView key={item.block} meeting={meeting.id} block={block} readOnly={readOnly} />;
              }
              const { field } = item;
              return (
                <FieldInput
                  key={field.key}
                  field={field}
                  value={(itemKey) => shown(answerKey(field.key, itemKey))}
                  onType={(value) => drafts.type(field.key, value)}
                  onChoose={(value, itemKey) => drafts.choose(answerKey(field.key, itemKey), value)}
                  records={answers.filter((answer) => answer.field === field.key).map(({ id }) => id)}
                  readOnly={readOnly}
                  missing={tried && lacking.has(field.key)}
                  problem={problemOf(field.key)}
                />
              );
            })}
          </div>
        </Section>
      ))}
      {others.length > 0 && (
        <Section title={t`Answered in the form before`} folding="closed" count={others.length}>
          {others.map(({ id, field, value }) => (
            <div key={id} className={classes.other}>
              <Text size="xs" c="dimmed">
                {field}
              </Text>
              <Text size="sm" className={classes.text}>
                {value}
              </Text>
            </div>
          ))}
        </Section>
      )}
      <PreparationBar
        meeting={meeting}
        preparation={preparation}
        saving={drafts.saving}
        flush={drafts.flush}
        onRefused={(keys) => {
          setTried(true);
          if (keys[0] !== undefined) focusField(keys[0]);
        }}
        onField={focusField}
      />
    </div>
  );
}
