import axe from "axe-core";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { Device } from "@/ipc/bindings/Device";
import type { MemberActivity } from "@/ipc/bindings/MemberActivity";
import type { Status } from "@/ipc/bindings/Status";
import type { SyncStatus } from "@/ipc/bindings/SyncStatus";

import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { byDay } from "./Activity";
import { MemberScreen } from "./MemberScreen";

const noon = new Date(2026, 10, 20, 12).getTime();
const entry = (transaction: string, changes: Partial<MemberActivity> = {}): MemberActivity => ({
  transaction,
  at: noon,
  kind: "edit_customer",
  device: "OFFICE-PC",
  unattended: false,
  undone: false,
  records: 1,
  first_records: [{ table: "customer", record: "c1", label: "Konepaja Oy", customer: "c1" }],
  ...changes,
});
const answers: Answers = {
  status: () => ({ me: "m1", currency: "EUR" }) as Status,
  sync_status: () => ({ shared: true, conflicts: 0, troubles: [], names: {} }) as unknown as SyncStatus,
  list_members: () => [{ id: "m2", name: "Ville", role: "manager", email: "ville@firma.fi", phone: null, active: true, customers: 12, log_place: 1 }],
  list_tiers: () => [],
  list_devices: () => [{ id: "d2", name: "OFFICE-PC", member: "m2", removed: false } as Device],
};
const open = (member = "m2") => draw(<MemberScreen />, { path: "/sharing/people/$member", at: `/sharing/people/${member}` });

it("tells what a person did, when and on which machine, and reads on from where the page ended", async () => {
  const program = pretendProgram({
    ...answers,
    member_activity: ({ before }) =>
      before === undefined
        ? { entries: [entry("t3", { kind: "import", unattended: true, records: 40, first_records: [] }), entry("t2", { undone: true, records: 3 })], next: { at: noon, seq: 7 } }
        : { entries: [entry("t1", { at: noon - 86_400_000, device: null, kind: "log_contact", first_records: [{ table: "contact", record: "k1", label: "2026-11-19", customer: "c2" }] })], next: null },
  });
  await open();
  const [imported, changed] = (await screen.findAllByRole("listitem")).filter((item) => item.querySelector("time") && !item.querySelector("h3"));
  expect(imported?.textContent).toMatch(/12[:.]00Import {2}by itselfOFFICE-PC/);
  expect(changed?.textContent).toContain("Change of a customer undone since");
  expect(changed?.textContent).toContain("Konepaja Oyand 2 more");
  expect(within(changed as HTMLElement).getByRole("link", { name: "Konepaja Oy" }).getAttribute("href")).toContain("/customers/c1");
  await userEvent.click(screen.getByRole("button", { name: "Show older" }));
  await screen.findByText("19 Nov 2026", { selector: "h3" });
  expect(screen.getByRole("link", { name: "19 Nov 2026" }).getAttribute("href")).toContain("/customers/c2");
  expect(program.asked.filter(({ name }) => name === "member_activity").map(({ request }) => request)).toEqual([{ member: "m2" }, { member: "m2", before: { at: noon, seq: 7 } }]);
  await waitFor(() => expect(screen.queryByRole("button", { name: "Show older" })).toBeNull());
  const { violations } = await axe.run(screen.getByTestId("drawn"), { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

it("says so when there is nothing yet, and when there is no such person", async () => {
  pretendProgram({ ...answers, member_activity: () => ({ entries: [], next: null }) });
  await open();
  await screen.findByText(/^Nothing yet\./);
  await open("m9");
  await screen.findByText("There is no such person");
});

it("puts days together by the clock of this machine, in the order they came", () => {
  const days = byDay([entry("a"), entry("b", { at: noon - 3_600_000 }), entry("c", { at: noon - 86_400_000 })]);
  expect(days.map(([day, entries]) => [day, entries.map(({ transaction }) => transaction)])).toEqual([
    ["2026-11-20", ["a", "b"]],
    ["2026-11-19", ["c"]],
  ]);
});
