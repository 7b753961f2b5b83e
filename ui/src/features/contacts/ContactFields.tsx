import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Checkbox, SegmentedControl, Textarea, TextInput, Tooltip } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useRef } from "react";

import { DateField } from "@/components/form";
import { DueChoice } from "@/components/nextAction";
import { SearchPicker } from "@/components/SearchPicker";
import type { SearchHit } from "@/ipc/bindings/SearchHit";
import type { ContactLogRequest } from "@/shared/contactLog";
import { useCommand } from "@/shared/data";
import { today } from "@/shared/format";
import { useShortcuts } from "@/shared/shortcuts";
import { directionWords } from "@/shared/words";

import classes from "./Contacts.module.css";
import { contactKinds, type ContactDraft, withKind } from "./draft";
import { KindChoice } from "./KindChoice";
import { MinutesField } from "./MinutesField";
import { PersonsField } from "./PersonsField";

interface ContactFieldsProps {
  form: UseFormReturnType<ContactDraft>;
  request: ContactLogRequest;
  onSaveAndGoOn: () => void;
}

/** The fields, in the order in which a call is told: with whom, how, what was said, what next. */
export function ContactFields({ form, request, onSaveAndGoOn }: ContactFieldsProps) {
  const { t, i18n } = useLingui();
  const note = useRef<HTMLTextAreaElement>(null);
  const draft = form.values;
  const { customer } = draft;
  const record = useCommand("get_customer", { id: customer?.id ?? "" }, { enabled: customer !== null }).data;
  const changing = request.contact !== undefined;
  const setKind = (kind: ContactDraft["kind"]) => form.setValues(withKind(form.getValues(), kind));

  useShortcuts(msg`Contact log`, [
    ...contactKinds.map((kind, index) => ({ keys: `mod+${index + 1}`, label: msg`Kind ${index + 1}`, run: () => setKind(kind), inFields: true, keysOnly: true })),
    { keys: "mod+shift+Enter", label: msg`Save and log another`, run: onSaveAndGoOn, inFields: true, keysOnly: true },
  ]);

  const pick = ({ kind, id, title, detail, customer: employer }: SearchHit) => {
    if (kind === "person" && employer !== null) form.setValues({ customer: { id: employer, name: detail ?? "" }, persons: [id] });
    else form.setValues({ customer: { id, name: title }, persons: customer?.id === id ? draft.persons : [] });
    form.clearFieldError("customer");
    note.current?.focus();
  };

  const openAction = record?.next_actions[0];
  return (
    <>
      {!changing && (
        <SearchPicker
          label={t`Customer or person`}
          kinds={["customer", "person"]}
          picked={record && record.id === customer?.id ? record.fields.name : (customer?.name ?? "")}
          onPick={pick}
          error={form.errors["customer"]}
          autoFocus={customer === null}
        />
      )}
      {record && record.people.length > 0 && (
        <PersonsField people={record.people} value={draft.persons} onChange={(persons) => form.setFieldValue("persons", persons)} error={form.errors["persons"]} />
      )}
      <KindChoice value={draft.kind} onChange={setKind} />
      <Textarea
        ref={note}
        label={t`Note`}
        autosize
        minRows={2}
        maxRows={12}
        data-autofocus={customer !== null || undefined}
        {...form.getInputProps("note")}
      />
      <div className={classes.when}>
        <MinutesField value={draft.minutes} onChange={(minutes) => form.setFieldValue("minutes", minutes)} error={form.errors["minutes"]} />
        <DateField label={t`Date`} maxDate={today()} {...form.getInputProps("date")} />
      </div>
      <div className={classes.ways}>
        <SegmentedControl
          aria-label={t`Whose idea`}
          data={[
            { value: "outgoing", label: i18n._(directionWords.outgoing) },
            { value: "incoming", label: i18n._(directionWords.incoming) },
          ]}
          {...form.getInputProps("direction")}
        />
        <Tooltip label={t`The customer answered or took part`}>
          <Checkbox size="xs" label={t`Two-way`} {...form.getInputProps("two_way", { type: "checkbox" })} />
        </Tooltip>
      </div>
      {request.finishes && <Checkbox size="xs" label={t`Done with this: ${request.finishes.text}`} {...form.getInputProps("finishes", { type: "checkbox" })} />}
      {!changing && record && record.signals.length > 0 && (
        <Checkbox size="xs" label={t`Deals with the customer's open signals`} {...form.getInputProps("handles_signals", { type: "checkbox" })} />
      )}
      {!changing && (
        <div className={classes.next}>
          <TextInput
            label={t`What next`}
            placeholder={openAction && !draft.finishes ? t`Open already: ${openAction.text}` : t`Call about the offer`}
            {...form.getInputProps("text")}
          />
          {draft.text.trim() !== "" && (
            <DueChoice label={t`When`} value={draft.due} onChange={(due) => form.setFieldValue("due", due)} error={form.errors["due"]} minDate={today()} />
          )}
        </div>
      )}
    </>
  );
}
