import { notifications } from "@mantine/notifications";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";

import type { Conflict } from "@/ipc/bindings/Conflict";
import type { Device } from "@/ipc/bindings/Device";
import type { Member } from "@/ipc/bindings/Member";
import type { Role } from "@/ipc/bindings/Role";
import type { Status } from "@/ipc/bindings/Status";
import type { SyncStatus } from "@/ipc/bindings/SyncStatus";

import { syncChanged } from "@/shared/data";

import { permissionsOf } from "../../../tests/permissions";
import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { ConflictsScreen } from "./ConflictsScreen";
import { RecoveryScreen } from "./RecoveryScreen";
import { conflictsSearch } from "./search";
import { SharingScreen } from "./SharingScreen";

const status: Status = { state: "unlocked", closing: false, folder: null, firm: "Oma Oy", demo: false, remembered: false, key_store: false, me: "m1", currency: "EUR", version: "0", platform: "linux" };
const sync = (changes: Partial<SyncStatus> = {}): SyncStatus => ({
  shared: true,
  folder: "/cloud/Pelikirja",
  paused: false,
  running: false,
  state: "right",
  since: 1,
  last_round_at: 2,
  in_step: true,
  unsent_changes: 0,
  unsent_files: 0,
  waiting_files: 0,
  files: 12,
  bytes: 4000,
  conflicts: 0,
  troubles: [],
  names: { d1: "AINO-MAC", d2: "OFFICE-PC" },
  role: "owner",
  recovery_unchecked: false,
  ...changes,
});
const member = (id: string, name: string, role: Role): Member => ({ id, name, role, email: null, phone: null, active: true, customers: 0, log_place: 1 });
const device = (id: string, name: string, of: string, changes: Partial<Device> = {}): Device => ({
  id,
  name,
  member: of,
  this: id === "d1",
  confirmed: true,
  removed: false,
  joined_at: 1,
  last_at: 2,
  behind: 0,
  set_aside: 0,
  ...changes,
});
const answers: Answers = {
  status: () => status,
  sync_status: () => sync(),
  list_members: () => [member("m1", "Aino", "owner"), member("m2", "Ville", "manager")],
  list_devices: () => [device("d1", "AINO-MAC", "m1"), device("d2", "OFFICE-PC", "m2", { confirmed: false })],
  list_invitations: () => [],
};
const words = Array.from({ length: 24 }, (_, index) => `word${index + 1}`);
const requests = (program: { asked: { name: string; request: unknown }[] }, name: string) => program.asked.filter((one) => one.name === name).map(({ request }) => request);

// Toasts of one test would keep those of the next waiting.
beforeEach(() => notifications.clean());

describe("a firm on one machine", () => {
  const alone: Answers = { ...answers, sync_status: () => sync({ shared: false, folder: null, state: "unknown", last_round_at: null }) };

  it("is shared through a folder, and the recovery words come next", async () => {
    const program = pretendProgram({ ...alone, share_workspace: () => ({ words }) });
    const history = await draw(<SharingScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "Share" }));
    await screen.findByText("Choose the folder first");
    await userEvent.type(screen.getByLabelText("Folder"), "/cloud/Pelikirja");
    await userEvent.type(screen.getByLabelText("Name of this machine"), "AINO-MAC{Enter}");
    await waitFor(() => expect(requests(program, "share_workspace")).toEqual([{ folder: "/cloud/Pelikirja", device_name: "AINO-MAC" }]));
    await waitFor(() => expect(history.location.pathname).toBe("/sharing/recovery"));
    expect(requests(program, "list_devices"), "there are none to ask for").toEqual([]);
  });

  it("puts a folder that is taken under its field", async () => {
    pretendProgram({
      ...alone,
      share_workspace: () => {
        throw { code: "folder_taken", message: "", fields: { folder: "/cloud/x" } };
      },
    });
    await draw(<SharingScreen />);
    await userEvent.type(await screen.findByLabelText("Folder"), "/cloud/x{Enter}");
    await screen.findByText(/Another firm is in that folder already/);
    expect(screen.getByLabelText("Folder").getAttribute("aria-invalid")).toBe("true");
  });

  it("is not shared while it is the demo firm: says so instead of a form that fails", async () => {
    pretendProgram({ ...alone, status: () => ({ ...status, demo: true }) });
    await draw(<SharingScreen />);
    await screen.findByText(/The demo firm is not shared/);
    expect(screen.queryByRole("button", { name: "Share" })).toBeNull();
    expect(screen.queryByLabelText("Folder")).toBeNull();
  });
});

describe("a shared firm", () => {
  it("says how it stands and lets owners vouch for a machine", async () => {
    const program = pretendProgram({ ...answers, sync_status: () => sync({ troubles: [{ kind: "held_back", device: "d2", entries: 2 }] }), confirm_device: () => ({}) });
    await draw(<SharingScreen />);
    await screen.findByText("Waiting for 2 files from OFFICE-PC.");
    const machine = (await screen.findByText("OFFICE-PC")).closest("li") as HTMLElement;
    await userEvent.click(within(machine).getByRole("button", { name: "Confirm" }));
    await waitFor(() => expect(requests(program, "confirm_device")).toEqual([{ id: "d2" }]));
  });

  it("tells again when the program says that it stands differently", async () => {
    let paused = false;
    pretendProgram({ ...answers, sync_status: () => sync({ paused }), pause_sync: () => ((paused = !paused), sync({ paused })) });
    await draw(<SharingScreen />);
    await screen.findByText(/Everything is in step/);
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Pause synchronising" }));
    await screen.findByText(/nothing is sent or fetched/);
    await userEvent.click(screen.getByRole("button", { name: "Resume" }));
    await screen.findByText(/Everything is in step/);
  });

  it("invites by keyboard, and shows the words until the drawer is closed", async () => {
    const program = pretendProgram({ ...answers, invite: () => ({ id: "i1", member: "m3", words: words.slice(0, 12), expires_at: 1_800_000_000_000 }) });
    await draw(<SharingScreen />);
    await screen.findByText("OFFICE-PC");
    await userEvent.keyboard("i");
    await userEvent.type(await screen.findByLabelText("Name"), "Maija{Control>}{Enter}{/Control}");
    await waitFor(() => expect(requests(program, "invite")).toEqual([{ name: "Maija", role: "manager", days: 7 }]));
    const shown = await screen.findByRole("list", { name: "The twelve words" });
    expect(within(shown).getAllByRole("listitem")).toHaveLength(12);
    const letter = screen.getByRole("group", { name: "The text to send" }).textContent;
    expect(letter).toContain(words.slice(0, 12).join(" "));
    expect(letter, "the name of the folder, not where it is on this machine").toMatch(/“Pelikirja”(?!.*\/cloud)/s);
    expect(letter, "nothing that the other one has no use for").not.toMatch(/i1|m3|Aino|OFFICE-PC/);
    expect(screen.getByRole("img", { name: "The twelve words for a telephone" })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "The words are safe" }));
    await waitFor(() => expect(screen.queryByText("word7")).toBeNull());
  });

  it("says what removing a machine does not do before it is done", async () => {
    const program = pretendProgram({ ...answers, remove_device: () => ({}) });
    await draw(<SharingScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "More about OFFICE-PC" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Remove the machine" }));
    const dialog = await screen.findByRole("dialog", { name: "Remove OFFICE-PC" });
    expect(dialog.textContent).toContain("What they already have, they keep");
    expect(requests(program, "remove_device")).toEqual([]);
    await userEvent.click(within(dialog).getByRole("button", { name: "Remove the machine" }));
    await waitFor(() => expect(requests(program, "remove_device")).toEqual([{ id: "d2" }]));
  });

  it("changes a role with a signed act, and never leaves the firm without an owner", async () => {
    const program = pretendProgram({ ...answers, set_role: () => ({}) });
    await draw(<SharingScreen />);
    await userEvent.click(await screen.findByRole("button", { name: /^Role of Ville/ }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /^Reader/ }));
    await waitFor(() => expect(requests(program, "set_role")).toEqual([{ member: "m2", role: "viewer" }]));
    await userEvent.click(screen.getByRole("button", { name: /^Role of Aino/ }));
    await screen.findByText(/Somebody has to be the owner/);
    expect(screen.getByRole("menuitem", { name: /^Reader/ }).hasAttribute("data-disabled")).toBe(true);
  });

  it("says why somebody has no machine yet", async () => {
    const invitation = { id: "i1", member: "m3", role: "assistant" as const, expires_at: 1_790_000_000_000 };
    let state: "expired" | "used" = "expired";
    const program = pretendProgram({ ...answers, list_members: () => [member("m1", "Aino", "owner"), member("m3", "Satu", "assistant")], list_invitations: () => [{ ...invitation, state }] });
    await draw(<SharingScreen />);
    await screen.findByText(/^The invitation expired on/);
    expect(screen.queryByRole("button", { name: "Take back" }), "there is nothing to take back").toBeNull();
    state = "used";
    act(() => syncChanged());
    await screen.findByText("The invitation was used; nothing has been heard of the machine yet");
    expect(requests(program, "list_invitations")[0]).toEqual({ all: true });
  });

  it("asks about the invitations that somebody who is removed may know", async () => {
    const open = { id: "i1", member: "m2", role: "manager" as const, expires_at: 1_790_000_000_000, state: "open" as const };
    const program = pretendProgram({ ...answers, remove_member: () => ({ open_invitations: [open, { ...open, id: "i2" }] }), cancel_invitation: () => ({}) });
    await draw(<SharingScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "More about Ville" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Remove from the firm" }));
    const sure = await screen.findByRole("dialog", { name: "Remove Ville from the firm" });
    await userEvent.click(within(sure).getByRole("button", { name: "Remove from the firm" }));
    const dialog = await screen.findByRole("dialog", { name: "Open invitations" });
    expect(within(dialog).getAllByRole("listitem")).toHaveLength(2);
    await userEvent.click(within(dialog).getByRole("button", { name: "Take them back" }));
    await waitFor(() => expect(requests(program, "cancel_invitation")).toEqual([{ id: "i1" }, { id: "i2" }]));
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Open invitations" })).toBeNull());
  });

  it("says of the last owner why they stay", async () => {
    pretendProgram(answers);
    await draw(<SharingScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "More about Aino" }));
    const remove = await screen.findByRole("menuitem", { name: /^Remove from the firm/ });
    expect([remove.getAttribute("aria-disabled"), remove.textContent]).toEqual(["true", "Remove from the firmSomebody has to be the owner: make another person one first."]);
  });

  it("shows an assistant how it stands and no way to change people", async () => {
    const program = pretendProgram({ ...answers, permissions: () => permissionsOf("assistant") });
    await draw(<SharingScreen />);
    await screen.findByText("OFFICE-PC");
    const invite = screen.getByRole("button", { name: "Invite" });
    expect([invite.getAttribute("aria-disabled"), invite.getAttribute("aria-description")]).toEqual(["true", "Only an owner of the workspace may do this."]);
    await userEvent.click(invite);
    await userEvent.keyboard("i");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(requests(program, "invite")).toEqual([]);
    expect(screen.queryByRole("button", { name: "Confirm" })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Role of/ })).toBeNull();
    expect(screen.getByRole("button", { name: "Synchronise now" })).toBeTruthy();
  });

  it("shows a reader nothing greyed", async () => {
    pretendProgram({ ...answers, permissions: () => permissionsOf("viewer") });
    await draw(<SharingScreen />);
    await screen.findByText("OFFICE-PC");
    expect(screen.queryByRole("button", { name: "Invite" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add a person" })).toBeNull();
    expect(document.querySelectorAll("[aria-disabled=true]")).toHaveLength(0);
  });

  it("lets a manager change the own address and not the own name", async () => {
    pretendProgram({ ...answers, permissions: () => permissionsOf("manager") });
    await draw(<SharingScreen />);
    await screen.findByText("OFFICE-PC");
    expect(screen.queryByRole("button", { name: "Ville" }), "somebody else's").toBeNull();
    await userEvent.click(await screen.findByRole("button", { name: "Aino" }));
    const drawer = within(await screen.findByRole("dialog"));
    expect(drawer.getByLabelText<HTMLInputElement>("Name").readOnly).toBe(true);
    expect(drawer.getByLabelText("Name").getAttribute("aria-description")).toBe("Only an owner of the workspace may do this.");
    expect(drawer.getByLabelText<HTMLInputElement>("E-mail").readOnly).toBe(false);
  });
});

describe("the recovery words", () => {
  it("are asked for at three places, and only right ones end it", async () => {
    const program = pretendProgram({
      ...answers,
      recovery_words: () => ({ words }),
      check_recovery_words: (request) => ({ right: Object.entries(request.words).every(([place, word]) => word === `word${place}`) }),
    });
    const history = await draw(<RecoveryScreen />, { path: "/sharing/recovery" });
    expect((await screen.findByTestId("printed")).textContent, "the sheet has all of them").toContain("24word24");
    await userEvent.click(await screen.findByRole("button", { name: /^They are on paper/ }));
    expect(screen.queryByText("word24"), "the words are not on the screen while they are asked for").toBeNull();
    const fields = screen.getAllByRole("textbox");
    expect(fields).toHaveLength(3);
    const [first, second, third] = fields as [HTMLElement, HTMLElement, HTMLElement];
    const places = fields.map((field) => Number(/\d+/.exec((field as HTMLInputElement).labels?.[0]?.textContent ?? "")?.[0]));
    await userEvent.type(first, "wrong");
    await userEvent.type(second, "wrong");
    await userEvent.type(third, "wrong{Enter}");
    await screen.findByText(/At least one of the words is not right/);
    const whole = { initialSelectionStart: 0, initialSelectionEnd: 5 };
    await userEvent.type(first, ` WORD${places[0]} `, whole);
    await userEvent.type(second, `word${places[1]}`, whole);
    await userEvent.type(third, `word${places[2]}{Enter}`, whole);
    await waitFor(() => expect(history.location.pathname).toBe("/sharing"));
    expect(requests(program, "check_recovery_words").at(-1)).toEqual({ words: Object.fromEntries(places.map((place) => [place, `word${place}`])) });
  });

  it("are gone once they were checked", async () => {
    pretendProgram({ ...answers, recovery_words: () => ({ words: [] }) });
    await draw(<RecoveryScreen />, { path: "/sharing/recovery" });
    await screen.findByText("The recovery words are checked");
  });
});

describe("conflicts", () => {
  const by = (of: string, name: string) => ({ member: of, device: name, at: 1_790_000_000_000 });
  const conflict = (id: string, changes: Partial<Conflict> = {}): Conflict => ({
    id,
    table: "customer",
    record: "c1",
    label: "Konepaja Oy",
    customer: "c1",
    revived: false,
    fields: [
      { field: "street", kept: "Tehtaankatu 4", other: "Satamatie 12" },
      { field: "country", kept: "FI", other: "FI" },
    ],
    kept_by: by("m2", "OFFICE-PC"),
    other_by: by("m1", "AINO-MAC"),
    ...changes,
  });
  const withConflicts = (list: Conflict[]): Answers => ({ ...answers, sync_status: () => sync({ conflicts: list.length }), list_conflicts: () => list, list_tiers: () => [] });
  const at = (search = "") => draw(<ConflictsScreen />, { path: "/sharing/conflicts", at: `/sharing/conflicts${search}`, search: conflictsSearch });

  it("show both values with who wrote them, and only what differs", async () => {
    pretendProgram(withConflicts([conflict("k1")]));
    await at();
    const card = await screen.findByRole("article", { name: "Customer: Konepaja Oy" });
    expect(card.textContent).toContain("Tehtaankatu 4");
    expect(card.textContent).toContain("Satamatie 12");
    expect(card.textContent).toContain("OFFICE-PC");
    expect(within(card).queryByText("Country"), "the same on both sides").toBeNull();
    expect(within(card).getByRole("link").getAttribute("href")).toContain("/customers/c1");
  });

  it("are settled by keyboard and undone like any change", async () => {
    const list = [conflict("k1"), conflict("k2", { label: "Sähkö Oy" })];
    const program = pretendProgram({ ...withConflicts(list), use_other_value: () => ({ transaction: "t1", records: 1 }), dismiss_conflict: () => ({ transaction: "t2", records: 1 }) });
    await at();
    await screen.findByRole("article", { name: "Customer: Sähkö Oy" });
    await userEvent.keyboard("jo");
    await screen.findByText("The other value is in use");
    expect(requests(program, "use_other_value")).toEqual([{ id: "k1" }]);
    await userEvent.keyboard("jx");
    await screen.findByText("The value was kept");
    expect(requests(program, "dismiss_conflict")).toEqual([{ id: "k2" }]);
    expect(screen.getAllByRole("button", { name: "Undo" }).length).toBeGreaterThan(0);
  });

  it("tell of a record that came back", async () => {
    const program = pretendProgram({ ...withConflicts([conflict("k1", { revived: true, table: "next_action", label: "Call them", fields: [{ field: "text", kept: "Call them", other: null }] })]), use_other_value: () => ({ transaction: "t1", records: 1 }) });
    await at();
    await screen.findByText(/Deleted by one and changed by another/);
    await userEvent.click(screen.getByRole("button", { name: "Delete after all: Call them" }));
    await waitFor(() => expect(requests(program, "use_other_value")).toEqual([{ id: "k1" }]));
  });

  it("can be those of one customer alone, and a reader only looks", async () => {
    pretendProgram({ ...withConflicts([conflict("k1"), conflict("k2", { label: "Sähkö Oy", customer: "c2" })]), permissions: () => permissionsOf("viewer") });
    await at("?customer=c2");
    await screen.findByRole("article", { name: "Customer: Sähkö Oy" });
    expect(screen.getAllByRole("article")).toHaveLength(1);
    expect(screen.queryByRole("button", { name: /^Use the other/ })).toBeNull();
  });

  it("over what an assistant does not decide say who does", async () => {
    const owner = conflict("k2", { label: "Sähkö Oy", fields: [{ field: "owner", kept: "m1", other: "m2" }] });
    const program = pretendProgram({ ...withConflicts([conflict("k1"), owner]), permissions: () => permissionsOf("assistant") });
    await at();
    const other = await screen.findByRole("button", { name: "Use the other: Sähkö Oy" });
    expect([other.getAttribute("aria-disabled"), other.getAttribute("aria-description")]).toEqual(["true", "Only account managers and owners may do this."]);
    expect(screen.getByRole("button", { name: "Use the other: Konepaja Oy" }).getAttribute("aria-disabled")).toBeNull();
    await userEvent.keyboard("jjo");
    expect(requests(program, "use_other_value"), "the keys neither").toEqual([]);
  });
});
