import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { CustomerFields } from "@/ipc/bindings/CustomerFields";
import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import type { Status } from "@/ipc/bindings/Status";
import { dataChanged } from "@/shared/data";
import { moveNextAction } from "@/shared/nextActions";

import { noMeetings, noPromises } from "../../../tests/meetings";
import { draw, pretendProgram, type PretendedProgram } from "../../../tests/program";
import { CustomerScreen } from "./CustomerScreen";
import { customerSearch } from "./record/search";

const person = { id: "p1", employment: "e1", name: "Kaisa", title: null, phone: "1", email: null, role: null, stance: null, influence: 5, birthday: null, notes: "Kahvi mustana", primary: true, started_on: null, ended_on: null, last_contact: null, log_place: 7 };
const fields = { name: "Konepaja Oy", tags: ["vienti"], tier: null, owner: "m1", parent: null, notes: "Avaimet vastaanotosta", email: null, phone: "09 1", website: null, city: "Tampere", industry: "Konepajat" };
const record = { id: "c1", fields, segment: null, rhythm: null, last_contact: null, signals: [], notes: [], people: [person], next_actions: [], subsidiaries: [], parent: null, merged: [], suspected_duplicates: 0, created_at: 0, log_place: 7 } as unknown as CustomerRecord;

/** A page of which the data change while a form is open. */
async function open(): Promise<{ program: PretendedProgram; arrives: (changes: Partial<CustomerFields>, ofPerson?: object) => Promise<void> }> {
  let now = record;
  let reads = 0;
  const program = pretendProgram({
    status: () => ({ state: "unlocked", firm: "Testi", demo: false, me: "m1", currency: "EUR" }) as Status,
    list_members: () => [],
    list_tiers: () => [],
    list_tags: () => [],
    get_customer: () => {
      reads += 1;
      return now;
    },
    customer_timeline: () => ({ entries: [], next: null }),
    customer_meetings: noMeetings,
    list_promises: noPromises,
    save_customer: () => ({ id: "c1", transaction: "t1" }),
    save_person: () => ({ id: "p1", transaction: "t1" }),
  });
  await draw(<CustomerScreen />, { path: "/customers/$customer", at: "/customers/c1", search: customerSearch });
  await screen.findByText("Kaisa");
  const arrives = async (changes: Partial<CustomerFields>, ofPerson: object = {}) => {
    const before = reads;
    now = { ...record, fields: { ...record.fields, ...changes }, people: [{ ...person, ...ofPerson, log_place: 8 }], log_place: 8 };
    act(() => dataChanged(["customers"]));
    await waitFor(() => expect(reads, "the page has read it").toBeGreaterThan(before));
  };
  return { program, arrives };
}

const saved = ({ asked }: PretendedProgram, command: string) => asked.filter(({ name }) => name === command).map(({ request }) => request);

describe("a form open while somebody else's values arrive", () => {
  it("sends of a customer what was touched, and what the form began from", async () => {
    const { program, arrives } = await open();
    await userEvent.keyboard("e");
    const form = within(await screen.findByRole("dialog"));
    await arrives({ phone: "09 2", notes: "Varo koiraa! Avaimet vastaanotosta" });
    const notes = form.getByLabelText("Preferences, agreements, what to remember");
    await userEvent.type(notes, ". Soita ensin{Control>}{Enter}{/Control}");
    await waitFor(() => expect(saved(program, "save_customer")).toEqual([{ id: "c1", notes: "Avaimet vastaanotosta. Soita ensin", base: { ...fields, parent: null, log_place: 7 } }]));
  });

  it("sends of a person what was touched, and what the form began from", async () => {
    const { program, arrives } = await open();
    await userEvent.click(screen.getByRole("button", { name: "More: Kaisa" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Change" }));
    const form = within(await screen.findByRole("dialog"));
    await arrives({}, { phone: "2", notes: "Kahvi maidolla" });
    await userEvent.type(form.getByLabelText("Preferences, topics, how to treat"), ", ei sokeria{Control>}{Enter}{/Control}");
    const base = { name: "Kaisa", title: "", phone: "1", email: "", primary: true, role: null, stance: null, influence: 5, birthday: null, notes: "Kahvi mustana", started_on: null, ended_on: null, log_place: 7 };
    await waitFor(() => expect(saved(program, "save_person")).toEqual([{ id: "p1", customer: "c1", notes: "Kahvi mustana, ei sokeria", base }]));
  });

  it("says of a fact that is changed where it stands what stood there", async () => {
    const { program, arrives } = await open();
    await userEvent.click(screen.getByRole("button", { name: "Change: Good to know" }));
    await arrives({ notes: "Avaimet naapurista" });
    await userEvent.type(screen.getByRole("textbox", { name: "Good to know" }), "!{Control>}{Enter}{/Control}");
    await waitFor(() => expect(saved(program, "save_customer")).toMatchObject([{ id: "c1", notes: "Avaimet vastaanotosta!", base: { notes: "Avaimet vastaanotosta", phone: "09 1", log_place: 7 } }]));
  });
});

it("moves a next action and says which it saw", async () => {
  const program = pretendProgram({ save_next_action: () => ({ id: "a1", transaction: "t1" }) });
  await moveNextAction({ id: "a1", customer: "c1", customer_name: "Konepaja Oy", text: "Soita", due: "2026-11-20", owner: "m1", done_on: null, log_place: 7 }, "2026-11-27");
  expect(saved(program, "save_next_action")).toEqual([{ id: "a1", customer: "c1", text: "Soita", due: "2026-11-27", base: { customer: "c1", text: "Soita", due: "2026-11-20", owner: "m1", log_place: 7 } }]);
});
