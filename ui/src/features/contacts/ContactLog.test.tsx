import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";

import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import type { LogContact } from "@/ipc/bindings/LogContact";
import type { SearchHit } from "@/ipc/bindings/SearchHit";
import { contactLog, openContactLog } from "@/shared/contactLog";
import { today } from "@/shared/format";
import { nextActions } from "@/shared/nextActions";

import { type Answers, draw, pretendProgram, type PretendedProgram } from "../../../tests/program";
import { ContactLogDrawer } from "./ContactLogDrawer";
import { NextActionDrawer } from "./NextActionDrawer";

const person = { email: null, phone: null, birthday: null, notes: null, role: null, stance: null, influence: null, started_on: null, ended_on: null, last_contact: null, log_place: 1 };
const record: CustomerRecord = {
  id: "c1",
  fields: {
    name: "Konepaja Oy",
    business_id: null,
    vat_id: null,
    external_number: null,
    parent: null,
    industry: null,
    street: null,
    postcode: null,
    city: null,
    country: null,
    phone: null,
    email: null,
    website: null,
    tier: null,
    tier_reason: null,
    owner: null,
    deputy: null,
    stage: null,
    ladder: null,
    language: null,
    source: null,
    notes: null,
    ended_on: null,
    ended_reason: null,
    tags: [],
  },
  segment: null,
  rhythm: null,
  last_contact: null,
  log_place: 1,
  signals: [],
  notes: [],
  people: [
    { ...person, id: "p1", employment: "e1", name: "Kaisa Virtanen", title: "Ostaja", primary: true },
    { ...person, id: "p2", employment: "e2", name: "Mikko Öster", title: null, primary: false },
  ],
  next_actions: [],
  subsidiaries: [],
  parent: null,
  merged: [],
  suspected_duplicates: 0,
  created_at: 0,
};
const firm: SearchHit = { kind: "customer", id: "c1", customer: "c1", title: "Konepaja Oy", detail: "Tampere", date: null };
const kaisa: SearchHit = { kind: "person", id: "p1", customer: "c1", title: "Kaisa Virtanen", detail: "Konepaja Oy", date: null };
const answers: Answers = {
  search: ({ query }) => (query.startsWith("kai") ? [kaisa] : [firm, kaisa]),
  get_customer: () => record,
  list_members: () => [],
  status: () => {
    throw { code: "internal", message: "", fields: {} };
  },
  log_contact: () => ({ id: "k1", transaction: "t1", asks_next_action: false }),
  save_next_action: () => ({ id: "a1", transaction: "t2" }),
};

async function open(request: Parameters<typeof openContactLog>[0], more: Answers = {}): Promise<PretendedProgram> {
  const program = pretendProgram({ ...answers, ...more });
  await draw(
    <>
      <ContactLogDrawer />
      <NextActionDrawer />
    </>,
  );
  act(() => openContactLog(request));
  await screen.findByLabelText("Note");
  return program;
}

/** The contacts that the program was asked to log. */
const logged = ({ asked }: PretendedProgram) => asked.filter(({ name }) => name === "log_contact").map(({ request }) => request as LogContact);

beforeEach(() =>
  act(() => {
    contactLog.close();
    nextActions.close();
  }),
);

describe("logging a contact by keyboard", () => {
  it("takes three letters, Enter, the note and Ctrl+Enter", async () => {
    const program = await open({});
    const field = screen.getByLabelText("Customer or person", { selector: "input" });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await userEvent.keyboard("kon{Enter}");
    await waitFor(() => expect(document.activeElement, "the note is next").toBe(screen.getByLabelText("Note")));
    await userEvent.keyboard("Sovittu käynti{Control>}{Enter}{/Control}");
    await waitFor(() => expect(logged(program)).toHaveLength(1));
    expect(logged(program)[0]).toEqual({ customer: "c1", persons: [], kind: "call", direction: "outgoing", two_way: true, note: "Sovittu käynti", date: today(), handles_signals: false });
  });

  it("takes the person's employer with the person", async () => {
    const program = await open({});
    await userEvent.type(screen.getByLabelText("Customer or person", { selector: "input" }), "kai{Enter}");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Note")));
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(logged(program)).toHaveLength(1));
    expect(logged(program)[0]).toMatchObject({ customer: "c1", persons: ["p1"] });
  });

  it("begins in the note when the customer is known, and changes the kind from there", async () => {
    const program = await open({ customer: { id: "c1", name: "Konepaja Oy" }, handlesSignals: true });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Note")));
    await userEvent.keyboard("{Control>}3{/Control}Kävin{Control>}{Enter}{/Control}");
    await waitFor(() => expect(logged(program)).toHaveLength(1));
    expect(logged(program)[0]).toMatchObject({ kind: "visit", note: "Kävin", handles_signals: true });
  });

  it("asks for the customer instead of logging a contact with nobody", async () => {
    const program = await open({});
    await userEvent.type(screen.getByLabelText("Note"), "Kuka?{Control>}{Enter}{/Control}");
    await screen.findByText("Choose the customer");
    expect(logged(program)).toEqual([]);
  });

  it("asks what comes next when nothing is agreed, and stores it", async () => {
    const program = await open({ customer: { id: "c1", name: "Konepaja Oy" } }, { log_contact: () => ({ id: "k1", transaction: "t1", asks_next_action: true }) });
    await userEvent.type(screen.getByLabelText("Note"), "x{Control>}{Enter}{/Control}");
    await screen.findByText("What next?");
    await userEvent.type(await screen.findByLabelText("What"), "Soita{Control>}{Enter}{/Control}");
    await waitFor(() => expect(program.asked.some(({ name }) => name === "save_next_action")).toBe(true));
    expect(program.asked.find(({ name }) => name === "save_next_action")?.request).toMatchObject({ customer: "c1", text: "Soita" });
  });

  it("goes on with an empty log when asked for another", async () => {
    const program = await open({ customer: { id: "c1", name: "Konepaja Oy" } });
    await userEvent.type(screen.getByLabelText("Note"), "yksi{Control>}{Shift>}{Enter}{/Shift}{/Control}");
    await waitFor(() => expect(logged(program)).toHaveLength(1));
    await waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>("Note").value).toBe(""));
    expect(contactLog.state()?.opened).toBe(true);
    expect(contactLog.state()?.request.customer, "another customer").toBeUndefined();
  });
});
