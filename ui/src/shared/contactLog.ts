import { useEffect } from "react";

import type { Contact } from "@/ipc/bindings/Contact";
import type { ContactKind } from "@/ipc/bindings/ContactKind";
import type { CustomerName } from "@/ipc/bindings/CustomerName";

import { Opener } from "./opener";

/** What is known already when a contact is to be logged. */
export interface ContactLogRequest {
  /** With which customer; without it the one on the screen, if any. */
  customer?: CustomerName;
  /** With which person. */
  person?: string;
  kind?: ContactKind;
  /** A next action that this contact finishes. */
  finishes?: { id: string; text: string };
  /** Whether the customer's open signals are dealt with by it. */
  handlesSignals?: boolean;
  /** A logged contact to change. */
  contact?: Contact;
}

/** The drawer itself is drawn by the shell. */
export const contactLog = new Opener<ContactLogRequest>();

let onScreen: CustomerName | undefined;

/** Opens the contact log over whatever is on the screen. */
export function openContactLog(request: ContactLogRequest = {}): void {
  const customer = request.customer ?? onScreen;
  contactLog.open({ ...request, ...(customer ? { customer } : {}) });
}

/** The customer on the screen, if any: what is made now is about them unless it says otherwise. */
export function contactSubject(): CustomerName | undefined {
  return onScreen;
}

/** While this is drawn, a contact is about this customer unless it says otherwise. */
export function useContactLogSubject(customer: CustomerName | undefined): void {
  const id = customer?.id;
  const name = customer?.name;
  useEffect(() => {
    if (id === undefined || name === undefined) return undefined;
    const subject = { id, name };
    onScreen = subject;
    return () => {
      if (onScreen === subject) onScreen = undefined;
    };
  }, [id, name]);
}
