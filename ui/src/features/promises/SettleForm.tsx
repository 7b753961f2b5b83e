import { useLingui } from "@lingui/react/macro";
import { SegmentedControl, Text, Textarea } from "@mantine/core";

import { DateField, FormDrawer, useRecordForm } from "@/components/form";
import { DirectionMark, useSettledWords } from "@/components/promises";
import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";
import type { PromiseOutcome } from "@/ipc/bindings/PromiseOutcome";
import { showChange } from "@/shared/changes";
import { today, useFormat } from "@/shared/format";
import { promiseDrawer } from "@/shared/promises";

interface SettleFormProps {
  promise: PromiseRecord;
  outcome: PromiseOutcome;
  opened: boolean;
}

/** What became of a promise: which, when, and how one knows. Whether it was in time the program sees itself. */
export function SettleForm({ promise, outcome, opened }: SettleFormProps) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useSettledWords();
  const record = useRecordForm({
    command: "settle_promise",
    initialValues: { outcome, on: (promise.settled_on ?? today()) as string | null, evidence: promise.evidence ?? "" },
    // What somebody else wrote meanwhile about how one knows stays, unless it was changed here.
    toRequest: ({ outcome: chosen, on, evidence }, began) => ({ id: promise.id, outcome: chosen, on: chosen === "open" ? null : on, ...(evidence === began.evidence ? {} : { evidence: evidence.trim() }) }),
    onSaved: ({ state, transaction }) => {
      showChange({ message: words(state), transaction });
      promiseDrawer.close();
    },
  });
  const { form } = record;
  const due = format.date(promise.due);
  return (
    <FormDrawer title={t`What became of the promise`} submitLabel={t`Save`} opened={opened} onClose={promiseDrawer.close} record={record}>
      <div>
        <Text size="sm" fw={500} style={{ overflowWrap: "anywhere" }}>
          {promise.text}
        </Text>
        <Text size="sm" c="dimmed" component="div">
          <DirectionMark direction={promise.direction} /> {promise.customer_name} · {t`promised for ${due}`}
        </Text>
      </div>
      <SegmentedControl
        aria-label={t`What became of it`}
        data={[
          { value: "done", label: t({ message: "Kept", context: "promise" }) },
          { value: "broken", label: t({ message: "Broken", context: "promise" }) },
          { value: "withdrawn", label: t({ message: "Withdrawn", context: "promise" }) },
          ...(promise.state === "open" ? [] : [{ value: "open", label: t`Open again` }]),
        ]}
        {...form.getInputProps("outcome")}
      />
      {form.values.outcome !== "open" && (
        <>
          <DateField label={t`On which day`} maxDate={today()} {...form.getInputProps("on")} />
          <Textarea
            data-autofocus
            label={t`How one knows`}
            placeholder={t`Delivered, order 10234; Kaisa confirmed by e-mail`}
            autosize
            minRows={2}
            maxRows={8}
            {...form.getInputProps("evidence")}
          />
        </>
      )}
    </FormDrawer>
  );
}
