import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";

import type { SearchHit } from "@/ipc/bindings/SearchHit";

import { type Answers, draw, pretendProgram } from "../../../../tests/program";
import { Palette } from "./Palette";

const customer = (name: string): SearchHit => ({ kind: "customer", id: name, customer: name, title: name, detail: "Lahti", date: null });
const note: SearchHit = { kind: "note", id: "n1", customer: "Lahden Lukko", title: "lukko vaihdettu", detail: "Lahden Lukko", date: "2026-11-02" };
const program = (search: Answers["search"]): Answers => ({
  ...(search ? { search } : {}),
  list_members: () => [],
  get_device_settings: () => ({ language: "en", theme: "light", lock_after_minutes: 15, backup_folder: null, narrow_navigation: false }),
  save_device_settings: (settings) => settings,
});

function Shown() {
  const [opened, setOpened] = useState(true);
  return (
    <>
      <Palette opened={opened} onClose={() => setOpened(false)} />
      {!opened && <p>closed</p>}
    </>
  );
}

const field = () => screen.findByRole("combobox");
const chosen = () => screen.getByRole("option", { selected: true }).textContent;

describe("the command palette", () => {
  it("shows where one can go, and moves with the arrows round the ends", async () => {
    pretendProgram(program(undefined));
    await draw(<Shown />);
    await userEvent.type(await field(), "{ArrowDown}");
    expect(chosen()).toContain("Customers");
    await userEvent.keyboard("{ArrowUp}{ArrowUp}");
    expect(chosen()).toContain("Language");
  });

  it("opens what was meant when Enter is faster than the answer, and not the answer to fewer letters", async () => {
    const { asked } = pretendProgram(
      program(async ({ query }) => {
        await new Promise((done) => setTimeout(done, 30));
        return [customer(query === "lah" ? "Lahden Lukko" : "Aivan Muu")];
      }),
    );
    await draw(<Shown />);
    await userEvent.type(await field(), "la");
    await screen.findByText("Aivan Muu");
    await userEvent.keyboard("h{Enter}");
    await screen.findByText("elsewhere");
    expect(asked.filter(({ name }) => name === "search").map(({ request }) => (request as { query: string }).query)).toEqual(["la", "lah"]);
  });

  it("groups hits by kind and offers to log a contact with the first customer", async () => {
    pretendProgram(program(() => [note, customer("Lahden Lukko")]));
    await draw(<Shown />);
    await userEvent.type(await field(), "luk");
    await screen.findByText("lukko vaihdettu");
    expect(screen.getAllByRole("group").map((group) => group.getAttribute("aria-label"))).toEqual(["Customers", "Do", "Notes"]);
    expect(screen.getByText("Log a contact with Lahden Lukko")).toBeTruthy();
    expect(chosen()).toContain("Lahden Lukko");
  });

  it("says so when there is nothing, and closes with Escape", async () => {
    pretendProgram(program(() => []));
    await draw(<Shown />);
    await userEvent.type(await field(), "zzz");
    await screen.findByText(/^Nothing found/);
    await userEvent.keyboard("{Escape}");
    await screen.findByText("closed");
  });

  it("switches the theme", async () => {
    const { asked } = pretendProgram(program(() => []));
    await draw(<Shown />);
    await userEvent.type(await field(), "dark");
    await waitFor(() => expect(chosen()).toContain("Dark theme"));
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(asked.find(({ name }) => name === "save_device_settings")?.request).toMatchObject({ theme: "dark", lock_after_minutes: 15 }));
  });
});
