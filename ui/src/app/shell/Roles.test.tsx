import axe from "axe-core";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { CustomersScreen } from "@/features/customers/CustomersScreen";
import { parseListSearch } from "@/features/customers/list/listSearch";
import { ImportScreen } from "@/features/import/ImportScreen";
import { importSearch } from "@/features/import/search";
import { ImportWizard } from "@/features/import/wizard/ImportWizard";
import { segmentDefaults, signalDefaults } from "@/features/settings/rules";
import { SettingsScreen } from "@/features/settings/SettingsScreen";
import type { CustomerRow } from "@/ipc/bindings/CustomerRow";
import type { ImportBatch } from "@/ipc/bindings/ImportBatch";
import type { Role } from "@/ipc/bindings/Role";
import type { Status } from "@/ipc/bindings/Status";

import { permissionsOf } from "../../../tests/permissions";
import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { Shell } from "./Shell";

const row = { id: "c1", name: "Konepaja Oy", tier: "t1", owner: "m1", signals: [], tags: [], order_days: 1, value_365: 0, ended: false } as unknown as CustomerRow;
const batch = { id: "b1", at: 0, member: "m2", file: "laskut.csv", unattended: false, changed: true, undone_at: null, report: { kind: "orders", created: 1, updated: 0, rejected: 0 } } as unknown as ImportBatch;
const answers = (role: Role | null): Answers => ({
  status: () => ({ state: "unlocked", firm: "Testi", demo: false, me: "m1", currency: "EUR" }) as Status,
  permissions: () => permissionsOf(role),
  list_members: () => [{ id: "m1", name: "Aino", role: "manager", email: null, phone: null, active: true, customers: 1, log_place: 1 }],
  list_tiers: () => [{ id: "t1", name: "Key", key: "key", position: 0, contact_maximum_days: 30, customers: 1, log_place: 1 }],
  list_views: () => [],
  list_tags: () => [],
  segment_summary: () => [],
  list_customers: () => ({ rows: [row], total: 1, customers: 1, value_365: 0 }),
  list_imports: () => [batch],
  list_watched_folders: () => [{ id: "w1", folder: "/vienti", kind: "orders", prefix: "", mapping: null, active: true, last_import_at: null, last_error: null }],
  get_firm_settings: () => ({ firm: "Testi", currency: "EUR", horizon_days: 180, signal_rules: signalDefaults, segment_rule: segmentDefaults }),
  list_backups: () => [],
});
const sound = async () => {
  const { violations } = await axe.run(screen.getByTestId("drawn"), { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
};
const names = (role: string) => screen.queryAllByRole(role).map((one) => one.getAttribute("aria-label") ?? one.textContent);

describe("the shell", () => {
  it("says once to a reader that nothing can be changed, why, and takes away the keys that would", async () => {
    const program = pretendProgram(answers("viewer"));
    await draw(<Shell />);
    await screen.findByRole("button", { name: /^Read only\. As a reader you see everything/ });
    await userEvent.keyboard("c{Control>}z{/Control}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(program.asked.filter(({ name }) => name === "undo")).toEqual([]);
    expect(await sound()).toEqual([]);
  });

  it("says it of a machine that was removed, and nothing to an assistant", async () => {
    pretendProgram(answers(null));
    await draw(<Shell />);
    await screen.findByRole("button", { name: /^Read only\. This machine was removed/ });
  });

  it("has nothing of the kind for an assistant", async () => {
    pretendProgram(answers("assistant"));
    await draw(<Shell />);
    await userEvent.keyboard("?");
    const sheet = within(await screen.findByRole("dialog", { name: "Shortcuts" }));
    expect(sheet.getByText("Log a contact")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Read only/ })).toBeNull();
  });
});

describe("the list of customers", () => {
  const list = () => draw(<CustomersScreen />, { path: "/customers", search: parseListSearch });

  it("offers an assistant tags, and says who does the rest", async () => {
    pretendProgram(answers("assistant"));
    await list();
    await screen.findByText("Konepaja Oy");
    expect(screen.getByRole("button", { name: "New customer" }).getAttribute("aria-description")).toBe("Only account managers and owners may do this.");
    await userEvent.keyboard("nt");
    expect([screen.queryByRole("dialog"), screen.queryByRole("combobox", { name: "Tier" })]).toEqual([null, null]);
    await userEvent.keyboard("jx");
    expect((await screen.findByRole("button", { name: "Delete 1" })).getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByRole("button", { name: "Account manager" }).getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByRole("button", { name: "Tags" }).getAttribute("aria-disabled")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Account manager" }));
    expect(screen.queryByRole("menu")).toBeNull();
    expect(await sound()).toEqual([]);
  });

  it("is only to be read for a reader", async () => {
    pretendProgram(answers("viewer"));
    await list();
    await screen.findByText("Konepaja Oy");
    expect([screen.queryByRole("checkbox"), screen.queryByRole("button", { name: "New customer" })]).toEqual([null, null]);
    await userEvent.click(screen.getByRole("button", { name: "View: All customers" }));
    await screen.findByRole("menu");
    expect(names("menuitem"), "views are chosen, not saved").toEqual(["All customers"]);
  });
});

describe("imports", () => {
  it("are to be looked at for an assistant, who reads who imports", async () => {
    const program = pretendProgram(answers("assistant"));
    const history = await draw(<ImportScreen />, { path: "/import" });
    await screen.findByText("laskut.csv");
    await screen.findByText(/Account managers and owners import/);
    expect(names("button").filter((name) => /Undo|Watch|Stop|Change|Look/.test(name ?? ""))).toEqual([]);
    expect(screen.queryByRole("switch")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Import a file" }));
    await userEvent.keyboard("n");
    expect(history.location.pathname).toBe("/import");
    expect(await sound()).toEqual([]);
    expect(program.asked.some(({ name }) => name === "undo_import")).toBe(false);
  });

  it("do not begin by an address either", async () => {
    pretendProgram(answers("assistant"));
    await draw(<ImportWizard />, { path: "/import/new", search: importSearch });
    await screen.findByText("Importing needs another role");
    expect(screen.getByText("Only account managers and owners may do this.")).toBeTruthy();
  });
});

describe("settings of the firm", () => {
  it("are to be read for a manager: reached by keyboard, with the reason, and without a way to save", async () => {
    pretendProgram(answers("manager"));
    await draw(<SettingsScreen />);
    const firm = await screen.findByLabelText<HTMLInputElement>("The firm's name");
    expect([firm.readOnly, firm.disabled, firm.getAttribute("aria-description")]).toEqual([true, false, "Only an owner of the workspace may do this."]);
    expect(within(screen.getByRole("form", { name: "The firm" })).queryByRole("button", { name: "Save" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add a tier" })).toBeNull();
    expect(screen.getByText(/only an owner of the workspace changes it/)).toBeTruthy();
  });

  it("are an owner's to change", async () => {
    pretendProgram(answers("owner"));
    await draw(<SettingsScreen />);
    const firm = await screen.findByLabelText<HTMLInputElement>("The firm's name");
    expect([firm.readOnly, firm.getAttribute("aria-description")]).toEqual([false, null]);
    expect(screen.getByRole("button", { name: "Add a tier" })).toBeTruthy();
  });
});
