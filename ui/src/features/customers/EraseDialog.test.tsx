import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { ErasureRemains } from "@/ipc/bindings/ErasureRemains";
import type { Person } from "@/ipc/bindings/Person";
import type { Role } from "@/ipc/bindings/Role";

import { permissionsOf } from "../../../tests/permissions";
import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { PeopleSection } from "./record/PeopleSection";

const kaisa = { id: "p1", employment: "e1", name: "Kaisa Virtanen", title: null, phone: null, email: null, role: null, stance: null, influence: null, birthday: null, notes: null, primary: false, started_on: null, ended_on: null, last_contact: null } as Person;
const remains: ErasureRemains = { shared: true, operations: 3, files: 1, machines: ["OFFICE-PC"], backups: [{ path: "/b", at: Date.UTC(2026, 10, 21, 10), bytes: 1 }] };

function answers(role: Role): Answers {
  return {
    permissions: () => permissionsOf(role),
    list_conflicts: () => [],
    erase_person: () => ({ transaction: null, records: 2, changes: 5, quarantined: 0, operations: 3, entries: 2, remains }),
    erasure_remains: () => remains,
  };
}

const open = async () => {
  await draw(<PeopleSection customer={{ id: "c1", name: "Konepaja Oy" }} people={[kaisa]} />);
  await userEvent.click(await screen.findByRole("button", { name: "More: Kaisa Virtanen" }));
  return await screen.findByRole("menuitem", { name: /^Erase for good/ });
};

describe("erasing a person for good", () => {
  it("takes the person's name, and says what may remain where", async () => {
    const { asked } = pretendProgram(answers("owner"));
    await userEvent.click(await open());
    const dialog = await screen.findByRole("dialog", { name: "Erase Kaisa Virtanen for good" });
    const erase = within(dialog).getByRole("button", { name: "Erase for good" });
    expect(erase.hasAttribute("disabled")).toBe(true);
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Type the person's name" }), "kaisa virtanen");
    await userEvent.click(erase);
    expect(asked.filter(({ name }) => name === "erase_person").map(({ request }) => request)).toEqual([{ id: "p1" }]);
    const report = await screen.findByRole("dialog", { name: "Erased: Kaisa Virtanen" });
    expect(report.textContent).toContain("7 records and entries of the history were erased");
    expect(report.textContent).toContain("OFFICE-PC");
    expect(report.textContent).toContain("1 file in the shared folder still has something");
    expect(report.textContent).toContain("In the backups of this machine");
  });

  it("is an owner's: the others read why", async () => {
    const { asked } = pretendProgram(answers("manager"));
    const item = await open();
    expect(item.getAttribute("aria-disabled")).toBe("true");
    expect(item.textContent).toContain("Only an owner of the workspace may do this.");
    await userEvent.click(item);
    expect(asked.filter(({ name }) => name === "erase_person")).toEqual([]);
  });
});
