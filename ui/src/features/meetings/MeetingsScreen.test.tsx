import axe from "axe-core";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { ListMeetings } from "@/ipc/bindings/ListMeetings";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import type { Status } from "@/ipc/bindings/Status";
import { meetingDrawer } from "@/shared/meetings";

import { row } from "../../../tests/meetings";
import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { MeetingDrawer } from "./drawer/MeetingDrawer";
import { MeetingsScreen } from "./MeetingsScreen";
import { meetingsSearch } from "./search";

const meetings: MeetingRow[] = [
  row({ id: "a", customer_name: "Alfa Oy", day: "2026-11-24", begins: 540 }),
  row({ id: "b", customer_name: "Beta Oy", day: "2026-11-24", begins: 600 }),
  row({ id: "c", customer_name: "Gamma Oy", day: "2026-11-26", begins: null, duration: null, state: "cancelled_by_customer" }),
];

function program(answers: Answers = {}) {
  return pretendProgram({
    status: () => ({ state: "unlocked", firm: "Testi", demo: false, me: "m1", currency: "EUR" }) as Status,
    permissions: () => ({ role: "owner", shared: false, acts: {}, tables: {} }),
    list_members: () => ["Aino", "Ville"].map((name, index) => ({ id: `m${index + 1}`, name, role: "manager", email: null, phone: null, active: true, customers: 1, log_place: 1 })),
    list_tiers: () => [],
    list_meetings: () => meetings,
    ...answers,
  });
}

const open = (search: string) => draw(<MeetingsScreen />, { path: "/meetings", at: `/meetings?day=2026-11-24${search}`, search: meetingsSearch });
const asked = ({ asked: all }: { asked: { name: string; request: unknown }[] }, name: string) => all.filter((one) => one.name === name).map(({ request }) => request);
const active = () => document.querySelector('[data-meeting][data-active], button[data-active="true"][data-state]')?.textContent ?? "";

describe("the calendar", () => {
  it("asks for one's own meetings of the week, and for everybody's on request", async () => {
    const pretended = program();
    await open("");
    await screen.findByText("Alfa Oy");
    await userEvent.click(screen.getByRole("radio", { name: "Whole team" }));
    await waitFor(() => expect((asked(pretended, "list_meetings") as ListMeetings[]).at(-1)).toEqual({ from: "2026-11-23", until: "2026-11-29", states: [] }));
    expect(asked(pretended, "list_meetings")[0]).toEqual({ from: "2026-11-23", until: "2026-11-29", states: [], member: "m1" });
  });

  it("is walked through by j and k; Enter opens the meeting", async () => {
    program();
    const history = await open("");
    await screen.findByText("Alfa Oy");
    await userEvent.keyboard("j");
    await waitFor(() => expect(active()).toContain("Alfa Oy"));
    await userEvent.keyboard("jj");
    await waitFor(() => expect(active()).toContain("Gamma Oy"));
    await userEvent.keyboard("k");
    await waitFor(() => expect(active()).toContain("Beta Oy"));
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(history.location.pathname).toBe("/meetings/b"));
  });

  it("turns the pages of weeks and months by keyboard", async () => {
    const pretended = program();
    await open("");
    await screen.findByText("Alfa Oy");
    await userEvent.keyboard("{PageDown}");
    await waitFor(() => expect(asked(pretended, "list_meetings").at(-1)).toMatchObject({ from: "2026-11-30" }));
    await userEvent.keyboard("2");
    await waitFor(() => expect(asked(pretended, "list_meetings").at(-1)).toMatchObject({ from: "2026-11-30", until: "2027-01-10" }));
    await userEvent.keyboard("3");
    await waitFor(() => expect(asked(pretended, "list_meetings").at(-1)).toMatchObject({ from: "2026-12-01" }));
  });

  it("says of a cancelled meeting who cancelled", async () => {
    program();
    await open("&view=list");
    expect(await screen.findByText("Cancelled by the customer")).toBeTruthy();
  });

  it("without meetings offers to make the first one", async () => {
    program({ list_meetings: () => [] });
    await open("&view=list");
    await screen.findByText("No meetings in these weeks");
    await userEvent.click(screen.getAllByRole("button", { name: "New meeting" }).at(-1) as HTMLElement);
    expect(meetingDrawer.state()?.request).toEqual({ kind: "new", day: "2026-11-24" });
  });

  it.each(["", "&view=month", "&view=list"])("has nothing that a screen reader stumbles over (%s)", async (view) => {
    program();
    await open(view);
    await screen.findByText("Alfa Oy");
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});

describe("the form of a meeting", () => {
  const drawn = async (answers: Answers = {}) => {
    const pretended = program({
      search: () => [{ kind: "customer", id: "c1", customer: "c1", title: "Alfa Oy", detail: null, date: null }],
      get_customer: () => ({ id: "c1", fields: { name: "Alfa Oy" }, people: [{ id: "p1", name: "Kaisa", title: null, ended_on: null }] }) as never,
      save_meeting: () => ({ id: "k9", transaction: "t1" }),
      save_series: () => ({ id: "s9", transaction: "t1" }),
      preview_series: () => ["2026-12-01", "2026-12-08"],
      ...answers,
    });
    // What another test left open.
    meetingDrawer.close();
    await draw(<MeetingDrawer />);
    meetingDrawer.open({ kind: "new", day: "2026-12-01" });
    return { pretended, form: await screen.findByRole("dialog", { name: "New meeting" }) };
  };

  it("is filled in without a mouse: customer by a few letters, what for, when", async () => {
    const { pretended, form } = await drawn();
    await userEvent.type(within(form).getByRole("textbox", { name: "Customer or person" }), "al{Enter}");
    await userEvent.type(await within(form).findByLabelText("What it is for"), "Yearly review");
    const begins = within(form).getByLabelText("Begins");
    await userEvent.clear(begins);
    await userEvent.type(begins, "1330{Control>}{Enter}{/Control}");
    await waitFor(() => expect(asked(pretended, "save_meeting")).toHaveLength(1));
    expect(asked(pretended, "save_meeting")[0]).toMatchObject({
      customer: "c1",
      purpose: "Yearly review",
      day: "2026-12-01",
      begins: 13 * 60 + 30,
      duration: 60,
      owner: "m1",
      participants: [{ side: "member", member: "m1" }],
    });
  });

  it("makes a series when it is to repeat", async () => {
    const { pretended, form } = await drawn();
    await userEvent.type(within(form).getByRole("textbox", { name: "Customer or person" }), "al{Enter}");
    await userEvent.type(await within(form).findByLabelText("What it is for"), "Weekly");
    await userEvent.click(within(form).getByRole("combobox", { name: "Repeats" }));
    await userEvent.click(await screen.findByRole("option", { name: "Every week" }));
    await within(form).findByText(/Tue 1 Dec 2026/);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(asked(pretended, "save_series")).toHaveLength(1));
    expect(asked(pretended, "save_series")[0]).toMatchObject({ rule: { frequency: { kind: "weeks", every: 1, weekday: "tuesday" }, from: "2026-12-01", until: null } });
    expect(asked(pretended, "save_meeting")).toEqual([]);
  });

  it("says what is missing before it asks the program", async () => {
    const { pretended, form } = await drawn();
    await userEvent.click(within(form).getByRole("button", { name: "Save" }));
    await within(form).findByText("Choose the customer");
    expect(asked(pretended, "save_meeting")).toEqual([]);
  });
});
