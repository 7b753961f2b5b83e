import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";
import type { Status } from "@/ipc/bindings/Status";

import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { Shell } from "./Shell";

const status = (demo: boolean): Status => ({
  state: "unlocked",
  folder: "/firm",
  firm: "Tampereen Tarvike Oy",
  demo,
  remembered: false,
  closing: false,
  key_store: false,
  me: null,
  currency: "EUR",
  version: "1.0.0",
  platform: "linux",
});
const answers: Answers = {
  status: () => status(false),
  list_members: () => [],
  list_tiers: () => [],
  undo: () => ({ transaction: "t2", kind: "log_contact", records: 1, kept: 0 }),
};

it("shows the sheet of every registered shortcut with ?, and goes elsewhere with g and a letter", async () => {
  pretendProgram(answers);
  await draw(<Shell />);
  await userEvent.keyboard("?");
  const sheet = await screen.findByRole("dialog", { name: "Shortcuts" });
  expect(within(sheet).getByText("Go to Customers")).toBeTruthy();
  expect(within(sheet).getByText("Undo")).toBeTruthy();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await userEvent.keyboard("gc");
  await screen.findByText("elsewhere");
});

it("undoes with Ctrl+Z, but not while one types", async () => {
  const program = pretendProgram(answers);
  const undone = () => program.asked.filter(({ name }) => name === "undo").length;
  await draw(
    <>
      <Shell />
      <input aria-label="Note" />
    </>,
  );
  await userEvent.type(screen.getByLabelText("Note"), "x{Control>}z{/Control}");
  expect(undone()).toBe(0);
  await userEvent.click(document.body);
  await userEvent.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(undone()).toBe(1));
  await screen.findByText("Undone: logged contact.");
});

it("remembers whether the navigation is narrow", async () => {
  const settings: DeviceSettings = { language: "en", theme: "auto", lock_after_minutes: 15, backup_folder: null, narrow_navigation: true };
  const program = pretendProgram({ ...answers, get_device_settings: () => settings, save_device_settings: (saved) => saved });
  await draw(<Shell />);
  await userEvent.click(await screen.findByRole("button", { name: "Wide navigation" }));
  await screen.findByRole("button", { name: "Narrow navigation" });
  expect(program.asked.find(({ name }) => name === "save_device_settings")?.request).toEqual({ ...settings, narrow_navigation: false });
});

it("nobody takes the demo firm for their own", async () => {
  pretendProgram({ ...answers, status: () => status(true) });
  await draw(<Shell />);
  await screen.findByText("Demo firm: every name and figure is invented.");
});
