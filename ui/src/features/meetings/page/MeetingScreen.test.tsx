import axe from "axe-core";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { ErrorCode } from "@/ipc/bindings/ErrorCode";
import type { MinutesPage } from "@/ipc/bindings/MinutesPage";
import type { Permissions } from "@/ipc/bindings/Permissions";
import type { Preparation } from "@/ipc/bindings/Preparation";
import type { Status } from "@/ipc/bindings/Status";
import { flushAll } from "@/components/autosave";
import { dataChanged, queryClient } from "@/shared/data";

import { meeting, row } from "../../../../tests/meetings";
import { preparation } from "../../../../tests/preparation";
import { type Answers, draw, pretendProgram } from "../../../../tests/program";
import { meetingSearch } from "../search";
import { MeetingScreen } from "./MeetingScreen";

const changed = () => ({ transaction: "t1", records: 1 });
const refuse = (code: ErrorCode, fields: Record<string, string> = {}): never => {
  throw { code, message: "", fields };
};
const kaisa = { side: "person", person: "p1", name: "Kaisa", deleted: false, attendance: "invited" } as const;
const everything: Permissions = { role: "owner", shared: true, acts: {}, tables: {} };
const approvedBy = { make: { rule: "any", least: "assistant" }, delete: { rule: "never", least: "manager" }, columns: { approved_at: { rule: "never", least: "manager" } } } as const;
const assistant: Permissions = { role: "assistant", shared: true, acts: {}, tables: { preparation: approvedBy } };

function minutesPage(changes: Partial<MinutesPage> = {}): MinutesPage {
  return { meeting: row({ participants: [kaisa] }), minutes: null, promises: [], from_form: [], missing: [], ...changes };
}

/** A program that keeps the form as the real one does: read again after each change. */
function program(form: { now: Preparation | null }, answers: Answers = {}, permissions = everything) {
  return pretendProgram({
    status: () => ({ state: "unlocked", firm: "Testi", demo: false, me: "m1", currency: "EUR" }) as Status,
    permissions: () => permissions,
    list_members: () => [{ id: "m1", name: "Aino", role: "manager", email: null, phone: null, active: true, customers: 1, log_place: 1 }],
    list_tiers: () => [],
    get_meeting: () => meeting({ participants: [kaisa] }),
    list_templates: () => [],
    get_preparation: () => ({ meeting: row(), preparation: form.now, suggested: { kind: "built_in", which: "regular_care" } }),
    get_minutes: () => minutesPage(),
    save_answers: () => changed(),
    ...answers,
  });
}

const open = (tab: string) => draw(<MeetingScreen />, { path: "/meetings/$meeting", at: `/meetings/k1?tab=${tab}`, search: meetingSearch });
const requests = ({ asked }: { asked: { name: string; request: unknown }[] }, name: string) => asked.filter((one) => one.name === name).map(({ request }) => request);

it("stays at the tab it opened with when a colleague begins the minutes", async () => {
  const at = { minutes: null as null | "draft" };
  program({ now: preparation() }, { get_meeting: () => meeting({ day: "2999-01-01", minutes: at.minutes, purpose: at.minutes ?? "before" }) });
  await draw(<MeetingScreen />, { path: "/meetings/$meeting", at: "/meetings/k1", search: meetingSearch });
  await screen.findByLabelText("News of the customer");
  at.minutes = "draft";
  dataChanged(["meetings"]);
  await screen.findByRole("heading", { name: "draft" });
  expect(screen.getByLabelText("News of the customer")).toBeTruthy();
});

it("begins in the day when it is moved", async () => {
  program({ now: preparation() });
  await open("preparation");
  await screen.findByLabelText("News of the customer");
  await userEvent.keyboard("m");
  const form = await screen.findByRole("dialog", { name: "Move the meeting" });
  await waitFor(() => expect(document.activeElement).toBe(within(form).getByLabelText("Day")));
});

describe("the preparation", () => {
  it("is begun with the form that fits by one key", async () => {
    const form: { now: Preparation | null } = { now: null };
    const pretended = program(form, {
      begin_preparation: () => {
        form.now = preparation();
        return { id: "v1", transaction: "t1" };
      },
    });
    await open("preparation");
    await screen.findByText("Nobody has begun the preparation");
    await userEvent.keyboard("b");
    await waitFor(() => expect(requests(pretended, "begin_preparation")).toEqual([{ meeting: "k1", template: { kind: "built_in", which: "regular_care" } }]));
    dataChanged(["meetings"]);
    await screen.findByLabelText("News of the customer");
  });

  it("saves a field when it is left, with what it began from", async () => {
    const pretended = program({ now: preparation() });
    await open("preparation");
    await userEvent.type(await screen.findByLabelText("News of the customer"), "New plant");
    expect(requests(pretended, "save_answers"), "nothing is saved while one types").toEqual([]);
    await userEvent.tab();
    await waitFor(() => expect(requests(pretended, "save_answers")).toEqual([{ meeting: "k1", answers: [{ field: "news", value: "New plant", base: null }], log_place: 5 }]));
    await screen.findByText(/^Saved/);
  });

  it("saves at Ctrl+S without leaving the field", async () => {
    const pretended = program({ now: preparation() });
    await open("preparation");
    const field = await screen.findByLabelText("One objective");
    await userEvent.type(field, "A yearly contract{Control>}s{/Control}");
    await waitFor(() => expect(requests(pretended, "save_answers")).toHaveLength(1));
    expect(document.activeElement).toBe(field);
  });

  it("shows what a colleague wrote meanwhile, but not into the field that one types into", async () => {
    const form = { now: preparation() };
    program(form);
    await open("preparation");
    const news = await screen.findByLabelText<HTMLTextAreaElement>("News of the customer");
    await userEvent.type(news, "Mine");
    form.now = preparation({
      answers: [
        { id: "a1", field: "news", item: null, value: "Theirs" },
        { id: "a2", field: "objective", item: null, value: "Their objective" },
      ],
      log_place: 6,
    });
    dataChanged(["meetings"]);
    await waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>("One objective").value).toBe("Their objective"));
    expect(news.value).toBe("Mine");
  });

  it("that lacks something says what beside its field, and goes there", async () => {
    program(
      { now: preparation() },
      {
        complete_preparation: () => {
          throw { code: "preparation_incomplete", message: "", fields: { missing: "news" } };
        },
      },
      assistant,
    );
    await open("preparation");
    await screen.findByLabelText("News of the customer");
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByText("Needed");
    expect(document.activeElement).toBe(screen.getByLabelText("News of the customer"));
  });

  it("is not approved when what was typed could not be saved", async () => {
    const pretended = program({ now: preparation() }, { save_answers: () => refuse("internal"), approve_preparation: changed });
    await open("preparation");
    await userEvent.type(await screen.findByLabelText("News of the customer"), "New plant{Control>}{Enter}{/Control}");
    await screen.findByText(/What you typed is still here/);
    expect(requests(pretended, "approve_preparation")).toEqual([]);
  });

  it("approved by a colleague while one types shows what is approved, and what was too late apart from it", async () => {
    const form = { now: preparation() };
    program(form, { save_answers: () => refuse("preparation_approved") });
    await open("preparation");
    await userEvent.type(await screen.findByLabelText("News of the customer"), "Mine");
    form.now = preparation({ state: "approved", approved: { member: "m1", at: 0 }, missing: [], answers: [{ id: "a1", field: "news", item: null, value: "Theirs" }], log_place: 6 });
    dataChanged(["meetings"]);
    await screen.findByText("Theirs");
    const late = screen.getAllByRole("alert").find((one) => one.textContent.includes("could not be saved any more"));
    expect(within(late as HTMLElement).getByText("Mine"), "to be copied").toBeTruthy();
    expect(screen.getAllByText("Mine"), "not as if it were approved").toHaveLength(1);
  });

  it("is not left without asking while saving fails", async () => {
    program({ now: preparation() }, { save_answers: () => refuse("internal") });
    const history = await open("preparation");
    await userEvent.type(await screen.findByLabelText("News of the customer"), "New plant");
    await userEvent.tab();
    await screen.findByText(/What you typed is still here/);
    await userEvent.click(screen.getByRole("tab", { name: "Minutes" }));
    await userEvent.click(await screen.findByRole("button", { name: "Keep editing" }));
    expect(history.location.search, "still there").toContain("preparation");
    expect(screen.getByLabelText<HTMLTextAreaElement>("News of the customer").value).toBe("New plant");
  });

  it("stays on the screen when it cannot be read again", async () => {
    let works = true;
    program({ now: preparation() }, { get_preparation: () => (works ? { meeting: row(), preparation: preparation(), suggested: { kind: "built_in", which: "regular_care" } } : refuse("internal")) });
    await open("preparation");
    await userEvent.type(await screen.findByLabelText("News of the customer"), "New plant");
    works = false;
    dataChanged(["meetings"]);
    await waitFor(() => expect(queryClient.getQueryCache().findAll().some(({ state }) => state.status === "error")).toBe(true));
    expect(screen.getByLabelText<HTMLTextAreaElement>("News of the customer").value).toBe("New plant");
  });

  it("is saved, without the field being left, before the workspace is locked or the window closes", async () => {
    const pretended = program({ now: preparation() });
    await open("preparation");
    await userEvent.type(await screen.findByLabelText("News of the customer"), "x");
    await flushAll();
    expect(requests(pretended, "save_answers")).toHaveLength(1);
  });

  it("keeps the other answers when one is refused, and says it beside that one", async () => {
    const kept: string[] = [];
    program(
      { now: preparation() },
      {
        save_answers: ({ answers }) => {
          if (answers.some(({ field, value }) => field === "news" && value === "long")) refuse("invalid_field", { news: "too_long" });
          kept.push(...answers.map(({ field }) => field));
          return changed();
        },
      },
    );
    await open("preparation");
    await userEvent.type(await screen.findByLabelText("News of the customer"), "long");
    await userEvent.tab();
    const objective = screen.getByLabelText("One objective");
    await userEvent.type(objective, "o{Control>}s{/Control}");
    await waitFor(() => expect(kept).toEqual(["objective"]));
    await waitFor(() => expect(screen.getByLabelText("News of the customer").getAttribute("aria-invalid")).toBe("true"));
    expect(objective.getAttribute("aria-invalid")).not.toBe("true");
  });

  it("is for an assistant to complete, and to approve only for a manager, who is named", async () => {
    program({ now: preparation({ state: "completed" }) }, {}, assistant);
    await open("preparation");
    const approve = await screen.findByRole("button", { name: "Approve" });
    expect(approve.getAttribute("aria-disabled")).toBe("true");
    expect(approve.getAttribute("aria-description")).toBe("Only account managers and owners may do this.");
  });

  it("once approved is only read", async () => {
    program({ now: preparation({ state: "approved", approved: { member: "m1", at: 0 }, missing: [], answers: [{ id: "a1", field: "news", item: null, value: "New plant" }] }) });
    await open("preparation");
    expect(await screen.findByText("New plant")).toBeTruthy();
    expect(screen.queryByRole("textbox"), "as it stands on paper").toBeNull();
    expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  });

  it("marks what was new in the facts and says that they are not the newest", async () => {
    const pretended = program({ now: preparation() }, { refresh_block: changed });
    await open("preparation");
    await screen.findByText("1 line was new or different");
    await screen.findByText("1 line has changed since");
    await userEvent.click(screen.getByRole("button", { name: "Read again: Open promises" }));
    await waitFor(() => expect(requests(pretended, "refresh_block")).toEqual([{ meeting: "k1", block: "promises" }]));
  });

  it("has nothing that a screen reader stumbles over", async () => {
    program({ now: preparation() });
    await open("preparation");
    await screen.findByLabelText("News of the customer");
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});

describe("the minutes", () => {
  it("cannot be closed without what is missing, and each is said where it belongs", async () => {
    program(
      { now: null },
      {
        get_minutes: () => minutesPage({ missing: ["present", "promise", "next_step"] }),
        close_minutes: () => {
          throw { code: "minutes_without_present", message: "", fields: {} };
        },
      },
    );
    await open("minutes");
    await screen.findByLabelText("What was agreed");
    expect(screen.queryByText("Mark who of the customer was there."), "nothing is wrong before one has tried").toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /^Close the minutes/ }));
    const said = async (part: string, words: string) => expect(await within(document.querySelector(`[data-part="${part}"]`) as HTMLElement).findByText(words)).toBeTruthy();
    await said("present", "Mark who of the customer was there.");
    await said("promise", "Write down what was promised, or say that nothing was.");
    await said("next_step", "Say what comes next: a meeting, a next action, or why nothing does.");
  });

  it("saves what was typed before it closes", async () => {
    const pretended = program({ now: null }, { save_minutes: () => ({ transaction: "t1", made: null }), close_minutes: () => ({ transaction: "t2", contact: "k" }) });
    await open("minutes");
    await userEvent.type(await screen.findByLabelText("What was agreed"), "200 pieces{Control>}{Enter}{/Control}");
    await waitFor(() => expect(requests(pretended, "close_minutes")).toEqual([{ id: "k1" }]));
    const names = pretended.asked.map(({ name }) => name).filter((name) => name === "save_minutes" || name === "close_minutes");
    expect(names).toEqual(["save_minutes", "close_minutes"]);
    expect(requests(pretended, "save_minutes")).toEqual([{ meeting: "k1", agreed: "200 pieces", base: { agreed: null } }]);
  });

  it("are not closed when what was typed could not be saved", async () => {
    const pretended = program({ now: null }, { save_minutes: () => refuse("internal"), close_minutes: () => ({ transaction: "t2", contact: "k" }) });
    await open("minutes");
    await userEvent.type(await screen.findByLabelText("What was agreed"), "200 pieces{Control>}{Enter}{/Control}");
    await screen.findByText(/What you typed is still here/);
    expect(requests(pretended, "close_minutes")).toEqual([]);
  });

  it("write down a promise that stands in its line before they close", async () => {
    const pretended = program({ now: null }, { save_promise: () => ({ id: "l1", transaction: "t1" }), close_minutes: () => ({ transaction: "t2", contact: "k" }) });
    await open("minutes");
    await userEvent.type(await screen.findByRole("textbox", { name: "What we promised" }), "Price list{Control>}{Enter}{/Control}");
    await waitFor(() => expect(requests(pretended, "close_minutes")).toHaveLength(1));
    expect(pretended.asked.map(({ name }) => name).filter((name) => name === "save_promise" || name === "close_minutes")).toEqual(["save_promise", "close_minutes"]);
  });

  it("stay open when the promise in its line is refused", async () => {
    const pretended = program({ now: null }, { save_promise: () => refuse("internal"), close_minutes: () => ({ transaction: "t2", contact: "k" }) });
    await open("minutes");
    const line = await screen.findByRole<HTMLInputElement>("textbox", { name: "What we promised" });
    await userEvent.type(line, "Price list{Control>}{Enter}{/Control}");
    await waitFor(() => expect(requests(pretended, "save_promise")).toHaveLength(1));
    await waitFor(() => expect(document.querySelector('[role="alert"]')).not.toBeNull());
    expect([requests(pretended, "close_minutes"), line.value]).toEqual([[], "Price list"]);
  });

  it("note what comes next when it was chosen but not noted, before they close", async () => {
    const pretended = program({ now: null }, { save_minutes: () => ({ transaction: "t1", made: null }), close_minutes: () => ({ transaction: "t2", contact: "k" }) });
    await open("minutes");
    await userEvent.click(await screen.findByRole("radio", { name: "Nothing" }));
    await userEvent.type(screen.getByLabelText("Why nothing comes next"), "Closing down{Control>}{Enter}{/Control}");
    await waitFor(() => expect(requests(pretended, "close_minutes")).toHaveLength(1));
    expect(requests(pretended, "save_minutes")).toEqual([{ meeting: "k1", next_step: { kind: "none", reason: "Closing down" } }]);
  });

  it("are not left without asking while a promise stands in its line", async () => {
    program({ now: null });
    await open("minutes");
    const line = await screen.findByRole<HTMLInputElement>("textbox", { name: "What we promised" });
    await userEvent.type(line, "Price list");
    await userEvent.click(screen.getByRole("tab", { name: "Preparation" }));
    await userEvent.click(await screen.findByRole("button", { name: "Keep editing" }));
    expect(line.value).toBe("Price list");
  });

  it("take a promise with Enter in the field of the person, too", async () => {
    const pretended = program({ now: null }, { save_promise: () => ({ id: "l1", transaction: "t1" }) });
    await open("minutes");
    await userEvent.type(await screen.findByRole("textbox", { name: "What we promised" }), "Price list");
    (screen.getAllByRole("textbox", { name: "By when" })[0] as HTMLElement).focus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(requests(pretended, "save_promise")).toHaveLength(1));
  });

  it("say that the meeting stays in the calendar when something else comes next", async () => {
    const minutes = { id: "w1", wants: null, agreed: null, internal: null, no_promises: true, next_step: { kind: "meeting", meeting: row({ id: "k2", day: "2027-02-24" }) }, state: "draft", closed: null, contact: null, log_place: 9 } as never;
    program({ now: null }, { get_minutes: () => minutesPage({ minutes }), save_minutes: () => ({ transaction: "next-step-cleared", made: null }) });
    await open("minutes");
    await userEvent.click(await screen.findByRole("button", { name: "Something else" }));
    await screen.findByText("Choose what comes next. The meeting stayed in the calendar.");
  });

  it("have a message whose changes outlive what changes in the minutes, and that is not closed without asking", async () => {
    const minutes = { id: "w1", wants: null, agreed: null, internal: null, no_promises: true, next_step: null, state: "draft", closed: null, contact: null, log_place: 9 } as never;
    let made = "As agreed";
    program({ now: null }, { get_minutes: () => minutesPage({ minutes }), minutes_message: () => ({ language: "english", to: [{ name: "Kaisa", email: `${made.length}@a.example` }], without_address: [], subject: "Meeting", text: made }) });
    await open("minutes");
    await userEvent.click(await screen.findByRole("button", { name: "Message to the customer" }));
    await userEvent.type(await screen.findByLabelText("Text"), " and more");
    made = "Something else";
    // An address is of the customer, not of the meeting.
    dataChanged(["customers"]);
    await screen.findByText("Kaisa <14@a.example>");
    expect(screen.getByLabelText<HTMLTextAreaElement>("Text").value).toBe("As agreed and more");
    await userEvent.keyboard("{Escape}");
    await screen.findByText("What you typed has not been saved.");
  });

  it("take a promise with Enter, ours by the owner, theirs by who is there", async () => {
    const pretended = program({ now: null }, { save_promise: () => ({ id: "l1", transaction: "t1" }) });
    await open("minutes");
    await userEvent.type(await screen.findByRole("textbox", { name: "What we promised" }), "Price list{Enter}");
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>("textbox", { name: "What we promised" }).value, "ready for the next one").toBe(""));
    await userEvent.type(screen.getByRole("textbox", { name: "What they promised" }), "Forecast{Enter}");
    await waitFor(() => expect(requests(pretended, "save_promise")).toHaveLength(2));
    expect(requests(pretended, "save_promise")).toMatchObject([
      { customer: "c1", meeting: "k1", direction: "ours", text: "Price list", member: "m1", person: null },
      { customer: "c1", meeting: "k1", direction: "theirs", text: "Forecast", member: "m1", person: "p1" },
    ]);
  });

  it("take no promise without words", async () => {
    const pretended = program({ now: null });
    await open("minutes");
    await userEvent.type(await screen.findByRole("textbox", { name: "What we promised" }), "{Enter}");
    await screen.findByText("Needed");
    expect(requests(pretended, "save_promise")).toEqual([]);
  });

  it("say what comes next: nothing only with a reason", async () => {
    const pretended = program({ now: null }, { save_minutes: () => ({ transaction: "t1", made: null }) });
    await open("minutes");
    await userEvent.click(await screen.findByRole("radio", { name: "Nothing" }));
    await userEvent.click(screen.getByRole("button", { name: "Note it" }));
    await screen.findByText("Needed");
    await userEvent.type(screen.getByLabelText("Why nothing comes next"), "They are closing down{Enter}");
    await waitFor(() => expect(requests(pretended, "save_minutes")).toEqual([{ meeting: "k1", next_step: { kind: "none", reason: "They are closing down" } }]));
  });

  it("once closed are only read, and can be opened again", async () => {
    const closed = { id: "w1", wants: null, agreed: "200 pieces", internal: null, no_promises: true, next_step: { kind: "none", reason: "They are closing down" }, state: "closed", closed: { member: "m1", at: 0 }, contact: "x", log_place: 9 } as const;
    const pretended = program({ now: null }, { get_minutes: () => minutesPage({ meeting: row({ state: "held", participants: [{ ...kaisa, attendance: "present" }] }), minutes: closed }), reopen_minutes: changed });
    await open("minutes");
    expect(await screen.findByText("200 pieces")).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.getByText("Nothing: They are closing down")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Open again" }));
    await waitFor(() => expect(requests(pretended, "reopen_minutes")).toEqual([{ id: "k1" }]));
  });

  it("mark who was there with one press", async () => {
    const pretended = program({ now: null }, { mark_participants: changed });
    await open("minutes");
    await userEvent.click(await screen.findByRole("checkbox", { name: "Kaisa" }));
    await waitFor(() => expect(requests(pretended, "mark_participants")).toEqual([{ meeting: "k1", marks: [{ side: "person", person: "p1", attendance: "present" }] }]));
  });

  it("name a person who has been deleted since", async () => {
    program({ now: null }, { get_minutes: () => minutesPage({ meeting: row({ participants: [{ ...kaisa, deleted: true }, { ...kaisa, person: "p2", name: null, deleted: true }] }) }) });
    await open("minutes");
    await screen.findByRole("checkbox", { name: "Kaisa (deleted)" });
  });
});
