import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { SegmentedControl, Select, Textarea } from "@mantine/core";

import { FormDrawer, FormRow, useRecordForm } from "@/components/form";
import { DueChoice } from "@/components/nextAction";
import { SearchPicker } from "@/components/SearchPicker";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { PromiseDirection } from "@/ipc/bindings/PromiseDirection";
import type { PromiseOutcome } from "@/ipc/bindings/PromiseOutcome";
import type { PromiseState } from "@/ipc/bindings/PromiseState";
import type { SavePromise } from "@/ipc/bindings/SavePromise";
import { showChange } from "@/shared/changes";
import { useCommand } from "@/shared/data";
import { quickDays } from "@/shared/days";
import { today } from "@/shared/format";
import { promiseDirectionWords } from "@/shared/meetingWords";
import { useOpening } from "@/shared/opener";
import { promiseDrawer, type PromiseRequest } from "@/shared/promises";
import { useMembers, useStatus } from "@/shared/status";

import { SettleForm } from "./SettleForm";

/** The form of a promise: drawn once by the shell, opened from anywhere with `openPromise`. */
export function PromiseDrawer() {
  const opening = useOpening(promiseDrawer);
  const me = useStatus()?.me ?? null;
  if (!opening) return null;
  const { request, opened, serial } = opening;
  if (request.kind === "settle") return <SettleForm key={serial} promise={request.promise} outcome={request.outcome ?? outcomeOf(request.promise.state)} opened={opened} />;
  return <PromiseForm key={serial} request={request} opened={opened} me={me} />;
}

/** What has become of a promise stays chosen; of an open one it is usually that it was kept. */
function outcomeOf(state: PromiseState): PromiseOutcome {
  return state === "broken" || state === "withdrawn" ? state : "done";
}

interface PromiseDraft extends Record<string, unknown> {
  customer: CustomerName | null;
  direction: PromiseDirection;
  text: string;
  due: string | null;
  member: string | null;
  person: string | null;
}

function draftOf(request: Exclude<PromiseRequest, { kind: "settle" }>, me: string | null): PromiseDraft {
  if (request.kind === "new") return { customer: request.customer ?? null, direction: request.direction ?? "ours", text: "", due: quickDays(today()).week, member: me, person: null };
  const { customer, customer_name, direction, text, due, member, person } = request.promise;
  return { customer: { id: customer, name: customer_name }, direction, text, due, member, person };
}

function PromiseForm({ request, opened, me }: { request: Exclude<PromiseRequest, { kind: "settle" }>; opened: boolean; me: string | null }) {
  const { t, i18n } = useLingui();
  const members = useMembers();
  const changed = request.kind === "change" ? request.promise : undefined;
  const fieldsOf = ({ customer, direction, text, due, member, person }: PromiseDraft): Omit<SavePromise, "id" | "base"> => ({
    customer: customer?.id ?? "",
    meeting: changed?.meeting ?? null,
    direction,
    text: text.trim(),
    due: due ?? "",
    member,
    person,
  });
  const record = useRecordForm({
    command: "save_promise",
    initialValues: draftOf(request, me),
    check: ({ customer, text, due }) => ({
      ...(customer === null ? { customer: msg`Choose the customer` } : {}),
      ...(text.trim() === "" ? { text: msg`Needed` } : {}),
      ...(due === null ? { due: msg`Choose a day` } : {}),
    }),
    toRequest: (draft, began) => ({
      ...fieldsOf(draft),
      ...(changed ? { id: changed.id, base: { ...fieldsOf(began), log_place: changed.log_place } } : {}),
    }),
    onSaved: ({ transaction }) => {
      showChange({ message: changed ? t`Promise changed` : t`Promise added`, transaction });
      promiseDrawer.close();
    },
  });
  const { form } = record;
  const { customer, due, person, member } = form.values;
  const people = useCommand("get_customer", { id: customer?.id ?? "" }, { enabled: customer !== null }).data?.people ?? [];
  const there = people.filter(({ id, ended_on }, index) => (ended_on === null || id === person) && people.findIndex((other) => other.id === id) === index);
  const ours = [...members.values()].filter(({ active, id }) => active || id === member);
  return (
    <FormDrawer title={changed ? t`Change the promise` : t`New promise`} submitLabel={t`Save`} opened={opened} onClose={promiseDrawer.close} record={record}>
      {changed === undefined && (
        <SearchPicker
          label={t`Customer`}
          kinds={["customer"]}
          picked={customer?.name ?? ""}
          onPick={({ id, title }) => form.setValues({ customer: { id, name: title }, person: null })}
          error={form.errors["customer"]}
          autoFocus={customer === null}
        />
      )}
      <SegmentedControl
        aria-label={t`Who promised`}
        data={(Object.keys(promiseDirectionWords) as PromiseDirection[]).map((value) => ({ value, label: i18n._(promiseDirectionWords[value]) }))}
        {...form.getInputProps("direction")}
      />
      <Textarea label={t`What`} autosize minRows={2} maxRows={8} data-autofocus={customer !== null || undefined} {...form.getInputProps("text")} />
      <DueChoice label={t`By when`} value={due} onChange={(day) => form.setFieldValue("due", day)} error={form.errors["due"]} />
      <FormRow>
        <Select label={t`Who of us`} data={ours.map(({ id, name }) => ({ value: id, label: name }))} searchable clearable {...form.getInputProps("member")} />
        <Select
          label={t`Who at the customer`}
          data={there.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          clearable
          {...form.getInputProps("person")}
          value={there.some(({ id }) => id === person) ? person : null}
        />
      </FormRow>
    </FormDrawer>
  );
}
