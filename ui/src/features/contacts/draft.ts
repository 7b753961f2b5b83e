import type { Contact } from "@/ipc/bindings/Contact";
import type { ContactBase } from "@/ipc/bindings/ContactBase";
import type { ContactKind } from "@/ipc/bindings/ContactKind";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { Direction } from "@/ipc/bindings/Direction";
import type { LogContact } from "@/ipc/bindings/LogContact";
import type { ContactLogRequest } from "@/shared/contactLog";
import { quickDays } from "@/shared/days";
import type { LocalDate } from "@/shared/format";

/** What the form of the contact log holds; named as the fields of the request are, so that errors find their field. */
export interface ContactDraft extends Record<string, unknown> {
  customer: CustomerName | null;
  persons: string[];
  kind: ContactKind;
  direction: Direction;
  two_way: boolean;
  minutes: number | null;
  note: string;
  date: LocalDate | null;
  /** What to do next; empty for nothing. */
  text: string;
  due: LocalDate | null;
  /** Whether the next action that the log was opened for is done now. */
  finishes: boolean;
  handles_signals: boolean;
}

/** In the order in which the digits choose them: the usual ones first. */
export const contactKinds: readonly ContactKind[] = ["call", "email", "visit", "online", "hosting", "lunch", "service", "event", "letter"];

/** Minutes that one click fills in. */
export const usualMinutes: readonly number[] = [5, 15, 30, 60];

/** The form as it opens: a call that we made today and that was answered. */
export function draftOf({ customer, person, kind, contact, finishes, handlesSignals }: ContactLogRequest, today: LocalDate): ContactDraft {
  const next = { text: "", due: quickDays(today).week };
  if (contact) {
    return {
      ...next,
      customer: customer ?? null,
      persons: contact.persons.map(({ id }) => id),
      kind: contact.kind,
      direction: contact.direction,
      two_way: contact.two_way,
      minutes: contact.minutes,
      note: contact.note ?? "",
      date: contact.date,
      finishes: false,
      handles_signals: false,
    };
  }
  const how = kind ?? "call";
  return {
    ...next,
    customer: customer ?? null,
    persons: person === undefined ? [] : [person],
    kind: how,
    direction: "outgoing",
    two_way: usuallyTwoWay(how),
    minutes: null,
    note: "",
    date: today,
    finishes: finishes !== undefined,
    handles_signals: handlesSignals ?? false,
  };
}

/** Whether the customer usually takes part: a letter or an e-mail of ours is not a conversation yet. */
export function usuallyTwoWay(kind: ContactKind): boolean {
  return kind !== "letter" && kind !== "email";
}

/** The draft with another kind; what kind and answer say about each other follows unless it was set by hand. */
export function withKind(draft: ContactDraft, kind: ContactKind): ContactDraft {
  const untouched = draft.two_way === usuallyTwoWay(draft.kind);
  return { ...draft, kind, two_way: untouched ? usuallyTwoWay(kind) : draft.two_way };
}

/** What the program is asked to store. The customer has been checked to be there. */
export function requestOf(draft: ContactDraft, { contact, finishes }: ContactLogRequest): LogContact {
  const { customer, persons, kind, direction, two_way, minutes, date } = draft;
  const note = draft.note.trim();
  const text = draft.text.trim();
  return {
    ...(contact ? { id: contact.id } : {}),
    customer: customer?.id ?? "",
    persons,
    kind,
    direction,
    two_way,
    ...(minutes === null ? {} : { minutes }),
    ...(note === "" ? {} : { note }),
    ...(date === null ? {} : { date }),
    ...(text !== "" && draft.due !== null ? { next_action: { text, due: draft.due } } : {}),
    ...(finishes && draft.finishes ? { finishes: finishes.id } : {}),
    handles_signals: draft.handles_signals,
    ...(contact ? { base: baseOf(contact) } : {}),
  };
}

/** A contact as the form began from it: somebody else may have changed it since. */
function baseOf({ customer, persons, date, kind, direction, two_way, minutes, note, log_place }: Contact): ContactBase {
  return { customer, persons: persons.map(({ id }) => id), date, kind, direction, two_way, minutes, note, log_place };
}
