import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Textarea, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";

import { ConflictMark } from "@/components/conflicts";
import { ChoiceEditor, TextEditor } from "@/components/list";
import type { CustomerBase } from "@/ipc/bindings/CustomerBase";
import type { CustomerFields } from "@/ipc/bindings/CustomerFields";
import type { SaveCustomer } from "@/ipc/bindings/SaveCustomer";
import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { usePermissions } from "@/shared/permissions";

import classes from "./Customer.module.css";

interface InPlaceProps {
  customer: string;
  field: Exclude<keyof SaveCustomer, "id" | "tags" | "name" | "base">;
  /** Name of the field. */
  label: string;
  value: string | null;
  /** All facts as they are shown. */
  fields: CustomerFields;
  /** How far the log was when they were read. */
  logPlace: number;
  /** What it may be, when it is not free text. */
  options?: readonly { value: string; label: string }[];
  /** Several lines. */
  long?: boolean;
  /** How it is shown. */
  children: ReactNode;
}

/** A fact that is changed where it stands: the pencil beside it opens its field, Enter or leaving it keeps. */
export function InPlace({ customer, field, label, value, fields, logPlace, options, long = false, children }: InPlaceProps) {
  const { t } = useLingui();
  const mayChange = usePermissions().may("customer", field);
  const [editing, { open, close }] = useDisclosure();
  // Others may change them while the field is open.
  const [base, setBase] = useState<CustomerBase>(fields);
  const begin = () => {
    setBase({ ...fields, log_place: logPlace });
    open();
  };
  const change = useChange("save_customer", { onDone: ({ transaction }) => showChange({ message: t`Customer changed`, transaction }) });
  const save = (text: string) => change.mutate({ id: customer, [field]: text === "" ? null : text, base });
  if (editing && options) return <ChoiceEditor label={label} options={options} value={value} onPick={save} onClose={close} />;
  if (editing && long) return <LongEditor label={label} value={value ?? ""} onSave={save} onClose={close} />;
  if (editing) return <TextEditor label={label} value={value ?? ""} onSave={save} onClose={close} />;
  return (
    <div className={classes.inPlace}>
      <div className={classes.inPlaceValue}>{children}</div>
      <ConflictMark table="customer" record={customer} fields={[field]} label={label} />
      {mayChange && (
        <Tooltip label={t`Change`}>
          <ActionIcon size="sm" className={`${classes.inPlaceButton} pk-no-print`} onClick={begin} aria-label={t`Change: ${label}`}>
            <IconPencil size={14} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

/** Several lines: Ctrl/Cmd+Enter and leaving the field keep, Escape does not. */
function LongEditor({ label, value, onSave, onClose }: { label: string; value: string; onSave: (value: string) => void; onClose: () => void }) {
  const [text, setText] = useState(value);
  const closed = useRef(false);
  const end = (keep: boolean) => {
    if (closed.current) return;
    closed.current = true;
    if (keep && text.trim() !== value) onSave(text.trim());
    onClose();
  };
  return (
    <Textarea
      aria-label={label}
      value={text}
      autosize
      minRows={3}
      autoFocus
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) end(true);
        if (event.key === "Escape") end(false);
      }}
    />
  );
}
