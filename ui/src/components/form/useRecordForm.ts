import { useLingui } from "@lingui/react/macro";
import { useForm, type UseFormReturnType } from "@mantine/form";
import type { MessageDescriptor } from "@lingui/core";
import { useState } from "react";

import type { ErrorCode } from "@/ipc/bindings/ErrorCode";
import type { CallError, CommandName, RequestOf, ResponseOf } from "@/ipc/call";
import { errorMessage, fieldMessages } from "@/ipc/errors";
import { useChange } from "@/shared/data";

interface RecordFormOptions<Name extends CommandName, Values extends Record<string, unknown>> {
  /** The command that saves. */
  command: Name;
  /** Named as the fields of the request are, so that an error finds its field. */
  initialValues: Values;
  /** What is wrong before the program is asked: only what needs no data. */
  check?: (values: Values) => Partial<Record<keyof Values, MessageDescriptor>>;
  /** Codes whose sentence belongs under a field: a wrong passphrase under the passphrase. */
  fieldOfCode?: Partial<Record<ErrorCode, keyof Values & string>>;
  /** What to save, and what the form began from: the data may have changed since it was opened. */
  toRequest: (values: Values, began: Values) => RequestOf<Name>;
  onSaved: (response: ResponseOf<Name>, values: Values) => void;
  /** It was refused: for what a form offers beyond the words under its fields. */
  onRefused?: (problem: CallError) => void;
}

export interface RecordForm<Values extends Record<string, unknown>> {
  form: UseFormReturnType<Values>;
  submit: () => void;
  saving: boolean;
  /** What went wrong and belongs to no field. */
  problem: string | null;
  /** Whether something would be lost by leaving. */
  dirty: boolean;
}

/** The state of a form that saves with one command. Errors from the program end up under their fields. */
export function useRecordForm<Name extends CommandName, Values extends Record<string, unknown>>({
  command,
  initialValues,
  check,
  fieldOfCode = {},
  toRequest,
  onSaved,
  onRefused,
}: RecordFormOptions<Name, Values>): RecordForm<Values> {
  const { i18n } = useLingui();
  const form = useForm<Values>({ mode: "controlled", initialValues });
  const [began, setBegan] = useState(initialValues);
  const showErrors = (errors: Record<string, MessageDescriptor>) => {
    form.setErrors(Object.fromEntries(Object.entries(errors).map(([field, words]) => [field, i18n._(words)])));
  };
  const fieldErrors = (problem: CallError): Record<string, MessageDescriptor> => {
    const field = fieldOfCode[problem.code];
    return field === undefined ? fieldMessages(problem) : { [field]: errorMessage(problem) };
  };
  const change = useChange(command, {
    onProblem: (problem) => {
      showErrors(fieldErrors(problem));
      onRefused?.(problem);
    },
  });
  const submit = () => {
    if (change.isPending) return;
    const values = form.getValues();
    const wrong = Object.entries(check?.(values) ?? {}).filter((entry): entry is [string, MessageDescriptor] => entry[1] !== undefined);
    if (wrong.length > 0) {
      showErrors(Object.fromEntries(wrong));
      return;
    }
    form.clearErrors();
    change.mutate(toRequest(values, began), {
      onSuccess: (response) => {
        form.resetDirty(values);
        setBegan(values);
        onSaved(response, values);
      },
    });
  };
  const fields = change.error ? Object.keys(fieldErrors(change.error)) : [];
  const placed = fields.length > 0 && fields.every((field) => field in initialValues);
  const about = change.error && !placed ? i18n._(errorMessage(change.error)) : null;
  return { form, submit, saving: change.isPending, problem: about, dirty: form.isDirty() };
}
