import { useLingui } from "@lingui/react/macro";
import { MultiSelect, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type ReactNode, useRef } from "react";

import { DateField, FormRow, TimeField } from "@/components/form";
import { SearchPicker } from "@/components/SearchPicker";
import type { ContactKind } from "@/ipc/bindings/ContactKind";
import type { MeetingParticipant } from "@/ipc/bindings/MeetingParticipant";
import type { SearchHit } from "@/ipc/bindings/SearchHit";
import { useCommand } from "@/shared/data";
import { useMembers } from "@/shared/status";
import { contactKindWords } from "@/shared/words";

import { type MeetingDraft, offeredKinds } from "./draft";
import { DurationField } from "./DurationField";

interface MeetingFieldsProps {
  form: UseFormReturnType<MeetingDraft>;
  /** Who is invited already: those who have been deleted since have no other name than this. */
  known: readonly MeetingParticipant[];
  fixedCustomer: boolean;
  /** How it is repeated, when that can be said here. */
  repeating: ReactNode;
}

/** Reminders that are offered, minutes before the meeting. */
const reminders = [15, 60, 24 * 60];

/** The fields of a meeting, in the order in which one is agreed: with whom, what for, when, where, who comes. */
export function MeetingFields({ form, known, fixedCustomer, repeating }: MeetingFieldsProps) {
  const { t, i18n } = useLingui();
  const purpose = useRef<HTMLInputElement>(null);
  const members = useMembers();
  const draft = form.values;
  const { customer } = draft;
  const record = useCommand("get_customer", { id: customer?.id ?? "" }, { enabled: customer !== null }).data;

  const pick = ({ kind, id, title, detail, customer: employer }: SearchHit) => {
    if (kind === "person" && employer !== null) form.setValues({ customer: { id: employer, name: detail ?? "" }, persons: [id] });
    else form.setValues({ customer: { id, name: title }, persons: customer?.id === id ? draft.persons : [] });
    form.clearFieldError("customer");
    purpose.current?.focus();
  };

  const atCustomer = record && record.id === customer?.id ? record.people : [];
  const people = atCustomer.filter(({ ended_on, id }) => ended_on === null || draft.persons.includes(id)).map(({ id, name, title }) => ({ value: id, label: [name, title].filter(Boolean).join(" · ") }));
  for (const who of known) {
    if (who.side === "person" && !people.some(({ value }) => value === who.person)) people.push({ value: who.person, label: who.name === null ? t`(erased)` : who.deleted ? t`${who.name} (deleted)` : who.name });
  }
  const once = people.filter(({ value }, index) => people.findIndex((other) => other.value === value) === index);
  const ours = [...members.values()].filter(({ active, id }) => active || draft.members.includes(id) || draft.owner === id).map(({ id, name }) => ({ value: id, label: name }));
  const custom = draft.alarm_minutes !== null && !reminders.includes(draft.alarm_minutes) ? [draft.alarm_minutes] : [];
  const reminderWords = (minutes: number) => (minutes === 60 ? t`1 hour before` : minutes === 24 * 60 ? t`1 day before` : t`${minutes} min before`);

  return (
    <>
      {fixedCustomer ? null : (
        <SearchPicker
          label={t`Customer or person`}
          kinds={["customer", "person"]}
          picked={record && record.id === customer?.id ? record.fields.name : (customer?.name ?? "")}
          onPick={pick}
          error={form.errors["customer"]}
          autoFocus={customer === null}
        />
      )}
      <TextInput
        ref={purpose}
        label={t`What it is for`}
        placeholder={t`Regular meeting`}
        data-autofocus={customer !== null || undefined}
        {...form.getInputProps("purpose")}
      />
      <FormRow>
        <DateField label={t`Day`} {...form.getInputProps("day")} />
        <TimeField label={t({ message: "Begins", context: "a meeting" })} value={draft.begins} onChange={(minute) => form.setFieldValue("begins", minute)} error={form.errors["begins"]} />
        <DurationField value={draft.duration} disabled={draft.begins === null} onChange={(minutes) => form.setFieldValue("duration", minutes)} error={form.errors["duration"]} />
      </FormRow>
      {repeating}
      <FormRow>
        <Select label={t`How`} data={offeredKinds(draft.kind).map((kind) => ({ value: kind, label: i18n._(contactKindWords[kind]) }))} {...form.getInputProps("kind")} onChange={(kind) => kind && form.setFieldValue("kind", kind as ContactKind)} />
        <TextInput label={t`Where`} {...form.getInputProps("place")} />
      </FormRow>
      <TextInput label={t`Link`} placeholder="https://" spellCheck={false} {...form.getInputProps("link")} />
      <MultiSelect
        label={t`From the customer`}
        placeholder={draft.persons.length > 0 ? undefined : customer === null ? t`Choose the customer first` : once.length === 0 ? t`Nobody is known yet` : t`Who is invited`}
        data={once}
        searchable
        hidePickedOptions
        selectFirstOptionOnChange
        nothingFoundMessage={t`Nothing found`}
        {...form.getInputProps("persons")}
        value={draft.persons.filter((id) => once.some(({ value }) => value === id))}
        error={form.errors["persons"] ?? form.errors["participants"]}
      />
      <MultiSelect label={t`From us`} data={ours} searchable hidePickedOptions selectFirstOptionOnChange nothingFoundMessage={t`Nothing found`} {...form.getInputProps("members")} />
      <FormRow>
        <Select label={t`Whose meeting`} data={ours} searchable clearable {...form.getInputProps("owner")} />
        <Select
          label={t`Reminder`}
          data={[{ value: "", label: t({ message: "None", context: "reminder" }) }, ...[...reminders, ...custom].map((minutes) => ({ value: String(minutes), label: reminderWords(minutes) }))]}
          value={draft.alarm_minutes === null ? "" : String(draft.alarm_minutes)}
          onChange={(minutes) => form.setFieldValue("alarm_minutes", minutes ? Number(minutes) : null)}
          error={form.errors["alarm_minutes"]}
        />
      </FormRow>
    </>
  );
}
