import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, SegmentedControl, Select, Textarea, TextInput, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconChevronRight, IconSparkles, IconTrash } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";

import { FormRow } from "@/components/form";
import type { FilledBy } from "@/ipc/bindings/FilledBy";
import type { Form } from "@/ipc/bindings/Form";
import type { FormField } from "@/ipc/bindings/FormField";
import type { FormItem } from "@/ipc/bindings/FormItem";
import type { Language } from "@/ipc/bindings/Language";
import { labelText } from "@/shared/forms";
import { blockWords, filledByWords } from "@/shared/meetingWords";

import { choiceLines, fieldChanged, type Kind, kinds, type Place, relabelled, withChoiceLines, withKind } from "./editing";
import { IconButton } from "./IconButton";
import classes from "./Templates.module.css";

/** Kinds of questions. */
const kindWords = {
  long_text: msg`Long text`,
  text: msg`Line of text`,
  choice: msg`Choice`,
  checklist: msg`Checklist`,
  number: msg`Number`,
  date: msg`Day`,
} satisfies Record<Kind, MessageDescriptor>;

interface ItemEditorProps {
  form: Form;
  place: Place;
  item: FormItem;
  language: Language;
  opened: boolean;
  onToggle: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  onChange: (form: Form) => void;
}

/** A question or facts in the form: one line, which opens to be changed. Alt with the arrows moves it. */
export function ItemEditor({ form, place, item, language, opened, onToggle, onKeyDown, onMove, onRemove, onChange }: ItemEditorProps) {
  const { t, i18n } = useLingui();
  const field = item.item === "field" ? item.field : null;
  const name = field ? labelText(field.label, language) || t`New question` : item.item === "block" ? i18n._(blockWords[item.block]) : "";
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of its buttons come through here
    <li className={classes.item} data-opened={opened || undefined} onKeyDown={onKeyDown}>
      <div className={classes.itemHead}>
        {field ? (
          <UnstyledButton className={classes.itemName} onClick={onToggle} aria-expanded={opened} data-place={`${place.section} ${place.item}`} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown">
            <IconChevronRight size={14} className={classes.chevron} data-opened={opened || undefined} aria-hidden />
            <span className={classes.itemWords}>{name}</span>
            <span className={classes.about}>
              {[i18n._(kindWords[field.kind]), i18n._(filledByWords[field.filled_by]), field.required ? t`needed` : ""].filter(Boolean).join(" · ")}
            </span>
          </UnstyledButton>
        ) : (
          <span className={classes.itemName} tabIndex={-1} data-place={`${place.section} ${place.item}`}>
            <IconSparkles size={14} stroke={1.5} aria-hidden />
            <span className={classes.itemWords}>{name}</span>
            <span className={classes.about}>
              <Trans>fills itself</Trans>
            </span>
          </span>
        )}
        <IconButton label={t`Move ${name} up`} onClick={() => onMove(-1)} icon={IconArrowUp} />
        <IconButton label={t`Move ${name} down`} onClick={() => onMove(1)} icon={IconArrowDown} />
        <IconButton label={t`Delete ${name}`} onClick={onRemove} icon={IconTrash} />
      </div>
      {opened && field && <FieldFields field={field} language={language} onChange={(change) => onChange(fieldChanged(form, place, change))} />}
    </li>
  );
}

interface FieldFieldsProps {
  field: FormField;
  language: Language;
  onChange: (change: (field: FormField) => FormField) => void;
}

function FieldFields({ field, language, onChange }: FieldFieldsProps) {
  const { t, i18n } = useLingui();
  const other: Language = language === "fi" ? "en" : "fi";
  const offers = field.kind === "choice" || field.kind === "checklist";
  return (
    <div className={classes.fields}>
      <TextInput
        label={t`Question`}
        placeholder={field.label[other]}
        value={field.label[language]}
        autoFocus={field.label.fi === "" && field.label.en === ""}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange((one) => ({ ...one, label: relabelled(one.label, language, text) }));
        }}
      />
      <TextInput
        label={t`Hint below it`}
        placeholder={field.hint[other]}
        value={field.hint[language]}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange((one) => ({ ...one, hint: relabelled(one.hint, language, text) }));
        }}
      />
      <FormRow>
        <Select
          label={t`Kind of answer`}
          data={kinds.map((kind) => ({ value: kind, label: i18n._(kindWords[kind]) }))}
          value={field.kind}
          onChange={(kind) => kind && onChange((one) => withKind(one, kind as Kind))}
        />
        <div>
          <div className={classes.label}>{t`Whose part`}</div>
          <SegmentedControl
            aria-label={t`Whose part`}
            data={(Object.keys(filledByWords) as FilledBy[]).map((value) => ({ value, label: i18n._(filledByWords[value]) }))}
            value={field.filled_by}
            onChange={(who) => onChange((one) => ({ ...one, filled_by: who as FilledBy }))}
          />
        </div>
      </FormRow>
      {offers && (
        <Textarea
          label={field.kind === "choice" ? t`Choices, one a line` : t`Things to tick off, one a line`}
          autosize
          minRows={3}
          value={choiceLines(field, language)}
          onChange={(event) => {
            const text = event.currentTarget.value;
            onChange((one) => withChoiceLines(one, language, text));
          }}
        />
      )}
      <Checkbox
        size="xs"
        label={field.filled_by === "owner" ? t`Needed before the preparation can be approved` : t`Needed before the preparation is complete`}
        checked={field.required}
        onChange={(event) => {
          const required = event.currentTarget.checked;
          onChange((one) => ({ ...one, required }));
        }}
      />
    </div>
  );
}
