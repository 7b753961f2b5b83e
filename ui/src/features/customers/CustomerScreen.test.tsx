import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import type { Status } from "@/ipc/bindings/Status";
import type { TimelineEntry } from "@/ipc/bindings/TimelineEntry";
import { noMeetings, noPromises } from "../../../tests/meetings";
import { type Answers, draw, pretendProgram } from "../../../tests/program";

import { CustomerScreen } from "./CustomerScreen";
import { customerSearch } from "./record/search";

const status: Status = { state: "unlocked", closing: false, folder: null, firm: "Testi", demo: false, remembered: false, key_store: false, me: "m1", currency: "EUR", version: "0", platform: "linux" };
const record = {
  id: "c1",
  fields: { name: "Konepaja Oy", tags: [], tier: null, owner: null, parent: null, notes: null, email: null, phone: null, website: null },
  segment: null,
  rhythm: null,
  last_contact: null,
  signals: [],
  notes: [],
  people: [],
  next_actions: [],
  subsidiaries: [],
  parent: null,
  merged: [],
  suspected_duplicates: 0,
  created_at: 0,
} as unknown as CustomerRecord;
const order = (id: string, date: string) => ({ id, number: `N-${id}`, date, net: 1000, currency: "EUR", lines: 1 });
const call = (id: string, date: string): TimelineEntry => ({
  kind: "contact",
  date,
  contact: { id, customer: "c1", date, kind: "call", direction: "outgoing", two_way: true, minutes: null, note: `words of ${id}`, persons: [], member: null, log_place: 1 },
});
const answers: Answers = {
  status: () => status,
  list_members: () => [{ id: "m1", name: "Aino", role: "manager", email: null, phone: null, active: true, customers: 1, log_place: 1 }],
  list_tiers: () => [],
  get_customer: () => record,
  customer_orders: () => ({ months: [], products: [], orders: [order("o2", "2026-11-02"), order("o1", "2026-11-01")], total: 3 }),
  customer_timeline: ({ before }) =>
    before === undefined
      ? { entries: [call("k3", "2026-11-03")], next: "2026-11-03" }
      : before === "2026-11-03"
        ? { entries: [call("k2", "2026-06-01"), { ...order("o0", "2026-05-01"), kind: "order" }], next: "2026-05-01" }
        : { entries: [call("k0", "2020-01-01")], next: null },
  customer_meetings: noMeetings,
  list_promises: noPromises,
  order_lines: () => [{ product_number: "P1", product_name: "Suodatin", quantity: 1, net: 1000 }],
};
const at = (search: string) => draw(<CustomerScreen />, { path: "/customers/$customer", at: `/customers/c1${search}`, search: customerSearch });
const shown = () => document.querySelector("[aria-current=true]")?.textContent ?? "";

describe("the address of a customer page", () => {
  it("opens the orders with the lines of the one that was found", async () => {
    pretendProgram(answers);
    await at("?tab=orders&show=o1&on=2026-11-01");
    await screen.findByText("Suodatin");
    expect(shown()).toContain("N-o1");
    expect(screen.getByRole("tab", { name: "Orders" }).getAttribute("aria-selected")).toBe("true");
  });

  it("reads the timeline back to the contact that was found, and no further", async () => {
    const { asked } = pretendProgram(answers);
    await at("?show=k2&on=2026-06-01");
    await waitFor(() => expect(shown()).toContain("words of k2"));
    expect(asked.filter(({ name }) => name === "customer_timeline")).toHaveLength(2);
    expect(screen.queryByText("words of k0")).toBeNull();
  });

  it("marks an open action where it stands, and does not read the timeline for it", async () => {
    const action = { id: "a1", customer: "c1", customer_name: "Konepaja Oy", text: "Soita tarjouksesta", due: "2020-01-01", owner: null, done_at: null };
    const { asked } = pretendProgram({ ...answers, get_customer: () => ({ ...record, next_actions: [action] }) as unknown as CustomerRecord });
    await at("?show=a1&on=2020-01-01");
    await waitFor(() => expect(shown()).toContain("Soita tarjouksesta"));
    await screen.findByText("words of k3");
    expect(asked.filter(({ name }) => name === "customer_timeline"), "it is long overdue").toHaveLength(1);
  });

  it("marks the note of the customer that was found", async () => {
    const { asked } = pretendProgram({ ...answers, get_customer: () => ({ ...record, fields: { ...record.fields, notes: "Laskut aina PDF:nä" } }) });
    await at("?show=c1");
    await waitFor(() => expect(shown()).toBe("Laskut aina PDF:nä"));
    await screen.findByText("words of k3");
    expect(asked.filter(({ name }) => name === "customer_timeline")).toHaveLength(1);
  });

  it("looks for an order too old for its list on the timeline", async () => {
    pretendProgram(answers);
    const history = await at("?tab=orders&show=o0&on=2026-05-01");
    await waitFor(() => expect(shown()).toContain("N-o0"));
    expect(history.location.search).not.toContain("tab");
  });

  it("holds the tab, and going back leaves the page", async () => {
    pretendProgram(answers);
    const history = await at("");
    await userEvent.click(await screen.findByRole("tab", { name: "Orders" }));
    await waitFor(() => expect(history.location.search).toContain("tab=orders"));
    await within(await screen.findByRole("table", { name: "Orders" })).findByText("N-o2");
    history.back();
    await screen.findByText("elsewhere");
  });

  it("changes a fact where it stands", async () => {
    const { asked } = pretendProgram({ ...answers, get_customer: () => ({ ...record, fields: { ...record.fields, industry: "Konepajat" } }), save_customer: () => ({ id: "c1", transaction: "t1" }) });
    await at("");
    await userEvent.click(await screen.findByRole("button", { name: "Change: Industry" }));
    await userEvent.clear(screen.getByLabelText("Industry"));
    await userEvent.type(screen.getByLabelText("Industry"), "Telakat{Enter}");
    await waitFor(() => expect(asked.find(({ name }) => name === "save_customer")?.request).toMatchObject({ id: "c1", industry: "Telakat", base: { industry: "Konepajat" } }));
    await userEvent.click(screen.getByRole("button", { name: "Change: Good to know" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Good to know" }), "Never before ten{Escape}");
    expect(asked.filter(({ name }) => name === "save_customer"), "Escape keeps nothing").toHaveLength(1);
  });

  it("has the changes of people and contacts in its history, each record by its name", async () => {
    const at0 = { at: 0, member: "m1", transaction: "t1", device: "OFFICE-PC" };
    pretendProgram({
      ...answers,
      customer_history: () => [
        { ...at0, kind: "delete_contact", table: "contact", record: "k1", name: "2026-11-20", field: "deleted", from: "0", to: "1" },
        { ...at0, transaction: "t2", kind: "edit_person", table: "employment", record: "e1", name: "Kaisa", field: "title", from: "Ostaja", to: "Ostojohtaja" },
        { ...at0, transaction: "t2", kind: "edit_person", table: "employment", record: "e1", name: "Kaisa", field: "deleted", from: null, to: "0" },
      ],
    });
    await at("");
    await screen.findByText("Konepaja Oy");
    await userEvent.keyboard("h");
    const drawer = within(await screen.findByRole("dialog"));
    await drawer.findByText("Contact 20 Nov 2026");
    expect(drawer.getByText("deleted")).toBeTruthy();
    expect(drawer.getAllByText(/ · OFFICE-PC$/).length, "on which machine").toBeGreaterThan(0);
    expect(drawer.getByText("Person Kaisa").parentElement?.textContent).toBe("Person KaisaTitle: Ostaja → Ostojohtaja");
  });

  it("takes no nonsense", () => {
    expect(customerSearch({ tab: "secrets", show: 3, on: "yesterday" })).toEqual({});
  });
});
