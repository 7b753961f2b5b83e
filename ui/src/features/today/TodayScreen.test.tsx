import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { AppEvent } from "@/ipc/bindings/AppEvent";
import type { Member } from "@/ipc/bindings/Member";
import type { QueueCard } from "@/ipc/bindings/QueueCard";
import type { Status } from "@/ipc/bindings/Status";
import type { SyncStatus } from "@/ipc/bindings/SyncStatus";
import type { Today } from "@/ipc/bindings/Today";
import { dataChanged, syncChanged } from "@/shared/data";
import { followJobs } from "@/shared/jobs";

import { promise, row } from "../../../tests/meetings";
import { type Answers, draw, pretendProgram } from "../../../tests/program";

import { TodayScreen } from "./TodayScreen";

const status: Status = { state: "unlocked", closing: false, folder: null, firm: "Testi", demo: false, remembered: false, key_store: false, me: "m1", currency: "EUR", version: "0", platform: "linux" };
const member = (id: string, name: string, customers: number): Member => ({ id, name, role: "manager", email: null, phone: null, active: true, customers, log_place: 1 });

function card(customer: string, name: string, value: number): QueueCard {
  return {
    customer,
    name,
    external_number: "100",
    city: "Pori",
    tier: null,
    owner: "m1",
    assigned_to: null,
    segment: null,
    signals: [{ evidence: { kind: "no_contact", last_contact: null, days_since: null, maximum_days: 30 }, since: "2026-11-01", returned: false }],
    notes: [],
    value_at_stake: value,
    value_365: value,
    p_no_order: 0.5,
    last_contact: null,
    person: { id: "p1", name: "Kaisa", title: null, phone: "+358 40 1", email: null },
    next_action: null,
  };
}

/** A queue that the test changes as the program would. */
function program(cards: QueueCard[], changes: Partial<Today> = {}, answers: Answers = {}) {
  const queue = { cards };
  const pretended = pretendProgram({
    status: () => status,
    list_members: () => [member("m1", "Aino", 2), member("m2", "Ville", 4)],
    list_tiers: () => [],
    today: ({ offset, limit }) => ({
      date: "2026-11-22",
      queue: queue.cards.slice(offset, offset + limit),
      total: queue.cards.length,
      value_at_stake: queue.cards.reduce((sum, { value_at_stake }) => sum + (value_at_stake ?? 0), 0),
      snoozed: 0,
      done_today: 0,
      actions: [],
      upcoming: [],
      meetings: [],
      promises: [],
      preparations_due: 0,
      customers: 5,
      orders: 40,
      computed_at: 0,
      plain_rule: false,
      ...changes,
    }),
    ...answers,
  });
  return { queue, ...pretended };
}

const names = () => screen.queryAllByRole("article").map((one) => one.getAttribute("aria-label"));

describe("Today", () => {
  it("begins beside the queue with today's meetings, how far each is prepared, and the promises that are due", async () => {
    const due = { ...promise, overdue: true };
    const { asked } = program([card("a", "Alfa Oy", 900)], { meetings: [row({ preparation: "completed", begins: 540 })], promises: [due], preparations_due: 2 }, { settle_promise: () => ({ transaction: "t1", state: "late" }) });
    await draw(<TodayScreen />);
    const meetings = await screen.findByRole("region", { name: /^Meetings today/ });
    expect(within(meetings).getByText("Completed")).toBeTruthy();
    expect(within(meetings).getByRole("link", { name: "2 meetings of the coming week are still to be prepared" })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Kept: Price list" }));
    await waitFor(() => expect(asked.find(({ name }) => name === "settle_promise")?.request).toEqual({ id: "l1", outcome: "done" }));
    expect(await screen.findByText("Promise kept, late")).toBeTruthy();
  });

  it("asks for one's own queue first, and for everybody's on request", async () => {
    const { asked } = program([card("a", "Alfa Oy", 900)]);
    await draw(<TodayScreen />);
    await screen.findByRole("article", { name: "Alfa Oy" });
    await userEvent.click(screen.getByRole("radio", { name: "Whole team" }));
    await waitFor(() => expect(asked.filter(({ name }) => name === "today").map(({ request }) => (request as { member?: string }).member)).toEqual(["m1", undefined]));
  });

  it("takes a snoozed card away before the program has answered, and offers to undo it", async () => {
    let answer = () => {};
    const { queue } = program([card("a", "Alfa Oy", 900), card("b", "Beta Oy", 500)], {}, {
      snooze_signals: () =>
        new Promise((resolve) => {
          answer = () => resolve({ transaction: "tx1", records: 1 });
        }),
    });
    await draw(<TodayScreen />);
    await screen.findByRole("article", { name: "Alfa Oy" });
    await userEvent.keyboard("s");
    await userEvent.click(await screen.findByRole("button", { name: /in a week/ }));
    await waitFor(() => expect(names(), "the program has not answered yet").toEqual(["Beta Oy"]));
    expect(screen.getByText("1 customer")).toBeTruthy();
    queue.cards = queue.cards.slice(1);
    answer();
    expect(await screen.findByTestId("undo")).toBeTruthy();
    expect(names()).toEqual(["Beta Oy"]);
  });

  it("puts the card back when the program refuses, and says why", async () => {
    program([card("a", "Alfa Oy", 900), card("b", "Beta Oy", 500)], {}, {
      snooze_signals: () => {
        throw { code: "not_allowed", message: "", fields: {} };
      },
    });
    await draw(<TodayScreen />);
    await screen.findByRole("article", { name: "Alfa Oy" });
    await userEvent.keyboard("s");
    await userEvent.click(await screen.findByRole("button", { name: /in a week/ }));
    expect(await screen.findByText(/Your role does not allow this/)).toBeTruthy();
    await waitFor(() => expect(names()).toEqual(["Alfa Oy", "Beta Oy"]));
  });

  it("moves the cursor by keyboard and gives it to the next card when one leaves", async () => {
    program([card("a", "Alfa Oy", 900), card("b", "Beta Oy", 500), card("c", "Gamma Oy", 100)], {}, { snooze_signals: () => new Promise(() => {}) });
    await draw(<TodayScreen />);
    const current = () => screen.getAllByRole("article").find((one) => one.getAttribute("aria-current") === "true")?.getAttribute("aria-label");
    await screen.findByRole("article", { name: "Alfa Oy" });
    expect(current()).toBe("Alfa Oy");
    await userEvent.keyboard("jjk");
    expect(current()).toBe("Beta Oy");
    await userEvent.keyboard("s");
    await userEvent.click(await screen.findByRole("button", { name: /in a month/ }));
    await waitFor(() => expect(names()).toEqual(["Alfa Oy", "Gamma Oy"]));
    expect(current()).toBe("Gamma Oy");
  });

  it("shows the whole of a card: whom to call and what is at stake", async () => {
    program([card("a", "Alfa Oy", 123_456)]);
    await draw(<TodayScreen />);
    const shown = within(await screen.findByRole("article", { name: "Alfa Oy" }));
    expect(shown.getByText("+358 40 1")).toBeTruthy();
    expect(shown.getAllByText("€1,235")).toHaveLength(2);
    expect(shown.getByText(/No two-way contact has ever been logged/)).toBeTruthy();
  });

  it("shows who handed the card over and what they wrote, and the words of a snooze", async () => {
    const handed = { ...card("a", "Alfa Oy", 900), assigned_to: "m1" };
    handed.notes = [
      { kind: "handed_over", by: "m2", on: "2026-11-20", to: "m1", note: "Ask for Kaisa" },
      { kind: "snoozed", by: "m1", on: "2026-11-20", until: "2026-11-22", note: "Back from holiday" },
    ];
    program([handed]);
    await draw(<TodayScreen />);
    const shown = within(await screen.findByRole("article", { name: "Alfa Oy" }));
    expect(await shown.findByText(/^Ville handed this over to you on/)).toBeTruthy();
    expect(shown.getByText("Ask for Kaisa")).toBeTruthy();
    expect(shown.getByText(/^You snoozed this until/)).toBeTruthy();
    expect(shown.getByText("Back from holiday")).toBeTruthy();
  });

  it("sends the words of a snooze with its day", async () => {
    const { asked } = program([card("a", "Alfa Oy", 900)], {}, { snooze_signals: () => ({ transaction: "tx1", records: 1 }) });
    await draw(<TodayScreen />);
    await screen.findByRole("article", { name: "Alfa Oy" });
    await userEvent.keyboard("s");
    await userEvent.type(await screen.findByLabelText("What to remember then"), "Back from holiday");
    await userEvent.click(screen.getByRole("button", { name: /in a week/ }));
    await waitFor(() => expect(asked.find(({ name }) => name === "snooze_signals")?.request).toMatchObject({ note: "Back from holiday" }));
  });

  it.each<[string, Partial<Today>, string]>([
    ["no customers", { customers: 0, orders: 0 }, "Begin with your customer list"],
    ["no orders", { orders: 0 }, "Now the orders"],
    ["orders that are still being read", { computed_at: null }, "The orders are being read"],
    ["nothing left", {}, "The queue is empty"],
  ])("says what to do with %s", async (_, changes, words) => {
    program([], changes);
    await draw(<TodayScreen />);
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it("says that a firm just joined is still coming, and offers no import of what others have", async () => {
    let customers = 0;
    const arriving = { shared: true, role: "manager", last_round_at: 1, conflicts: 0, troubles: [], names: {} } as unknown as SyncStatus;
    let waiting_files = 4;
    program([], {}, { sync_status: () => ({ ...arriving, waiting_files }), today: () => ({ date: "2026-11-22", queue: [], total: 0, value_at_stake: 0, snoozed: 0, done_today: 0, actions: [], upcoming: [], meetings: [], promises: [], preparations_due: 0, customers, orders: 0, computed_at: null, plain_rule: false }) });
    await draw(<TodayScreen />);
    await screen.findByText("The firm is on its way to this machine");
    expect(screen.queryByRole("button", { name: "Import customers" })).toBeNull();
    customers = 5;
    act(() => dataChanged(["customers"]));
    await screen.findByText("The orders are still coming");
    waiting_files = 0;
    act(() => syncChanged());
    expect(await screen.findByRole("button", { name: "Import orders" }), "nothing is on its way any more").toBeTruthy();
  });

  it("shows how far the reading of a firm just joined is, and stops it", async () => {
    const tell = (event: AppEvent) => act(() => followJobs(event));
    const none = { date: "2026-11-22", queue: [], total: 0, value_at_stake: 0, snoozed: 0, done_today: 0, actions: [], upcoming: [], meetings: [], promises: [], preparations_due: 0, customers: 0, orders: 0, computed_at: null, plain_rule: false };
    const { asked } = program([], {}, { today: () => none, stop_job: () => ({}) });
    tell({ kind: "job_progress", job: "j1", job_kind: "join", done: 30, total: 120, stoppable: true });
    await draw(<TodayScreen />);
    await screen.findByText("The firm is on its way to this machine");
    expect(screen.getByText("25%")).toBeTruthy();
    expect(screen.getByText(/Stopping leaves the firm/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Stop" }));
    await waitFor(() => expect(asked.find(({ name }) => name === "stop_job")?.request).toEqual({ id: "j1" }));
    tell({ kind: "job_finished", job: "j1", job_kind: "join", error: null });
    expect(await screen.findByRole("button", { name: "Import customers" }), "nothing came").toBeTruthy();
  });
});
