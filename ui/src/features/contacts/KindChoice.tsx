import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useId, useRef } from "react";

import { contactKindIcons } from "@/components/contactKindIcons";
import type { ContactKind } from "@/ipc/bindings/ContactKind";
import { contactKindWords } from "@/shared/words";

import classes from "./Contacts.module.css";
import { contactKinds } from "./draft";

/** How they met: arrows or a digit choose, and Ctrl/Cmd with the digit from anywhere in the form. */
export function KindChoice({ value, onChange }: { value: ContactKind; onChange: (kind: ContactKind) => void }) {
  const { t, i18n } = useLingui();
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const kind = /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey ? contactKinds[Number(event.key) - 1] : undefined;
    if (!kind) return;
    event.preventDefault();
    onChange(kind);
    group.current?.querySelector<HTMLElement>(`[value="${kind}"]`)?.focus();
  };
  return (
    <div>
      <div className={classes.label} id={`${id}-label`}>
        {t`How`}
      </div>
      <div ref={group} role="radiogroup" aria-labelledby={`${id}-label`} tabIndex={-1} className={classes.kinds} onKeyDown={onKeyDown}>
        {contactKinds.map((kind, index) => {
          const Picture = contactKindIcons[kind];
          const chosen = kind === value;
          return (
            <label key={kind} className={classes.kind} data-chosen={chosen || undefined}>
              <input type="radio" name={id} value={kind} checked={chosen} onChange={() => onChange(kind)} className={classes.radio} />
              <Picture size={16} stroke={1.5} aria-hidden />
              <span className={classes.kindName}>{i18n._(contactKindWords[kind])}</span>
              <span className={classes.digit} aria-hidden>
                {index + 1}
              </span>
            </label>
          );
        })}
      </div>
    </div>
  );
}
