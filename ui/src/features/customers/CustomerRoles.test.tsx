import axe from "axe-core";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Conflict } from "@/ipc/bindings/Conflict";
import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import type { Role } from "@/ipc/bindings/Role";
import type { Status } from "@/ipc/bindings/Status";
import type { SyncStatus } from "@/ipc/bindings/SyncStatus";

import { permissionsOf } from "../../../tests/permissions";
import { noMeetings, noPromises } from "../../../tests/meetings";
import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { CustomerScreen } from "./CustomerScreen";
import { customerSearch } from "./record/search";

const status = { state: "unlocked", firm: "Testi", demo: false, me: "m1", currency: "EUR" } as Status;
const record = {
  id: "c1",
  fields: { name: "Konepaja Oy", tags: [], tier: "t1", owner: "m1", parent: null, notes: null, email: null, phone: "+358 40 1", website: null, vat_id: null, street: "Tehtaankatu 4", city: "Tampere" },
  segment: null,
  rhythm: null,
  last_contact: null,
  signals: [],
  notes: [],
  people: [{ id: "p1", employment: "e1", name: "Kaisa", title: null, phone: null, email: null, role: null, stance: null, influence: null, birthday: null, notes: null, primary: false, started_on: null, ended_on: null, last_contact: null }],
  next_actions: [{ id: "a1", customer: "c1", customer_name: "Konepaja Oy", text: "Soita", due: "2030-01-01", owner: null, done_on: null }],
  subsidiaries: [],
  parent: null,
  merged: [],
  suspected_duplicates: 0,
  created_at: 0,
} as unknown as CustomerRecord;

function conflict(id: string, changes: Partial<Conflict>): Conflict {
  const by = { member: "m2", device: "OFFICE-PC", at: 0 };
  return { id, table: "customer", record: "c1", label: "Konepaja Oy", customer: "c1", revived: false, fields: [], kept_by: by, other_by: { ...by, member: "m1", device: "AINO-MAC" }, ...changes };
}

function answers(role: Role, conflicts: Conflict[] = []): Answers {
  return {
    status: () => status,
    permissions: () => permissionsOf(role),
    sync_status: () => ({ shared: true, conflicts: conflicts.length, troubles: [], names: {}, role }) as unknown as SyncStatus,
    list_conflicts: () => conflicts,
    list_members: () => ["Aino", "Ville"].map((name, index) => ({ id: `m${index + 1}`, name, role, email: null, phone: null, active: true, customers: 1, log_place: 1 })),
    list_tiers: () => [{ id: "t1", name: "Key", key: "key", position: 0, contact_maximum_days: null, customers: 1, log_place: 1 }],
    list_tags: () => [],
    get_customer: () => record,
    customer_timeline: () => ({ entries: [], next: null }),
    customer_meetings: noMeetings,
    list_promises: noPromises,
  };
}

const open = () => draw(<CustomerScreen />, { path: "/customers/$customer", at: "/customers/c1", search: customerSearch });

describe("the page of a customer", () => {
  it("is only to be read for a reader, and nothing on it is greyed", async () => {
    pretendProgram(answers("viewer"));
    await open();
    await screen.findByText("Kaisa");
    const offered = screen.getAllByRole("button").map((button) => button.getAttribute("aria-label") ?? button.textContent);
    expect(offered).toEqual(["Back", "More", "+358 40 1"]);
    expect(document.querySelectorAll("[aria-disabled=true]")).toHaveLength(0);
    await userEvent.keyboard("ea");
    expect(screen.queryByRole("dialog"), "the keys open nothing either").toBeNull();
  });

  it("says to an assistant who deletes a customer, to the keyboard, too", async () => {
    const { asked } = pretendProgram(answers("assistant"));
    await open();
    await userEvent.click(await screen.findByRole("button", { name: "More" }));
    const remove = await screen.findByRole("menuitem", { name: /^Delete the customer/ });
    expect(remove.getAttribute("aria-disabled")).toBe("true");
    expect(remove.textContent).toContain("Only account managers and owners may do this.");
    await userEvent.keyboard("{ArrowDown}{End}");
    expect(document.activeElement, "the arrows come to it").toBe(remove);
    await userEvent.keyboard("{Enter}");
    expect(asked.filter(({ name }) => name === "bulk_edit_customers")).toEqual([]);
  });

  it("locks in the form what an assistant does not decide, and keeps it readable", async () => {
    const { asked } = pretendProgram({ ...answers("assistant"), save_customer: () => ({ id: "c1", transaction: "t1" }) });
    await open();
    await screen.findByText("Kaisa");
    await userEvent.keyboard("e");
    const form = within(await screen.findByRole("dialog"));
    const owner = form.getByRole<HTMLInputElement>("combobox", { name: "Account manager" });
    expect([owner.readOnly, owner.disabled, owner.value, owner.getAttribute("aria-description")]).toEqual([true, false, "Aino", "Only account managers and owners may do this."]);
    expect(form.getByLabelText<HTMLInputElement>("Telephone").readOnly).toBe(false);
    expect(form.getByText(/What has a lock/)).toBeTruthy();
    await userEvent.clear(form.getByLabelText("City"));
    await userEvent.type(form.getByLabelText("City"), "Turku{Control>}{Enter}{/Control}");
    await waitFor(() => expect(asked.find(({ name }) => name === "save_customer")?.request).toMatchObject({ id: "c1", city: "Turku", base: { city: "Tampere", owner: "m1" } }));
    expect(asked.find(({ name }) => name === "save_customer")?.request, "what was not touched stays").not.toHaveProperty("owner");
  });

  it("locks nothing for a manager", async () => {
    pretendProgram(answers("manager"));
    await open();
    await screen.findByText("Kaisa");
    await userEvent.keyboard("e");
    const form = within(await screen.findByRole("dialog"));
    expect(form.queryByText(/What has a lock/)).toBeNull();
    expect(form.getByRole<HTMLInputElement>("combobox", { name: "Account manager" }).readOnly).toBe(false);
  });
});

describe("a conflict on the page of a customer", () => {
  it("stands at its field, also where nothing counts now, and one click takes the other value", async () => {
    const empty = conflict("k1", { fields: [{ field: "vat_id", kept: null, other: "FI12345671" }] });
    const { asked } = pretendProgram({ ...answers("manager", [empty]), use_other_value: () => ({ transaction: "t1", records: 1 }) });
    await open();
    await userEvent.click(await screen.findByRole("button", { name: "Conflict: VAT ID" }));
    const choice = within(await screen.findByRole("dialog", { name: "Conflict: VAT ID" }));
    expect(choice.getByText("FI12345671")).toBeTruthy();
    expect(choice.getByText("empty")).toBeTruthy();
    await userEvent.click(choice.getByRole("button", { name: "Use the other: VAT ID" }));
    await waitFor(() => expect(asked.find(({ name }) => name === "use_other_value")?.request).toEqual({ id: "k1" }));
  });

  it("stands once at what stands in one place, at the owner, at people and at next actions", async () => {
    pretendProgram(
      answers("manager", [
        conflict("k1", { fields: [{ field: "street", kept: "Tehtaankatu 4", other: "Satamatie 12" }, { field: "city", kept: "Tampere", other: "Pori" }] }),
        conflict("k2", { fields: [{ field: "owner", kept: "m1", other: "m2" }] }),
        conflict("k3", { table: "person", record: "p1", label: "Kaisa", fields: [{ field: "phone", kept: "1", other: "2" }] }),
        conflict("k4", { table: "next_action", record: "a1", label: "Soita", revived: true, fields: [{ field: "text", kept: "Soita", other: null }] }),
      ]),
    );
    await open();
    await screen.findByRole("button", { name: "Conflict: Address" });
    expect(screen.getAllByRole("button", { name: /^Conflict:/ }).map((mark) => mark.getAttribute("aria-label"))).toEqual(["Conflict: Account manager", "Conflict: Soita", "Conflict: Kaisa", "Conflict: Address"]);
    await userEvent.click(screen.getByRole("button", { name: "Conflict: Soita" }));
    const choice = within(await screen.findByRole("dialog", { name: "Conflict: Soita" }));
    expect(choice.getByRole("button", { name: "Delete after all: Soita" })).toBeTruthy();
  });

  it("says that a deleted customer came back, with both ways on", async () => {
    const { asked } = pretendProgram({ ...answers("manager", [conflict("k1", { revived: true, fields: [{ field: "phone", kept: "1", other: null }] })]), dismiss_conflict: () => ({ transaction: "t1", records: 1 }) });
    await open();
    await screen.findByText("Deleted by Aino and changed by Ville at the same time: the customer came back.");
    expect(screen.getByRole("button", { name: "Delete after all: Konepaja Oy" })).toBeTruthy();
    expect(screen.queryByText(/Two people have changed/), "it is no conflict of values").toBeNull();
    const { violations } = await axe.run(screen.getByTestId("drawn"), { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Leave it here: Konepaja Oy" }));
    await waitFor(() => expect(asked.find(({ name }) => name === "dismiss_conflict")?.request).toEqual({ id: "k1" }));
  });
});
