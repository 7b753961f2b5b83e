import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Status } from "@/ipc/bindings/Status";
import type { WorkspaceState } from "@/ipc/bindings/WorkspaceState";
import { commandKey, queryClient } from "@/shared/data";

import { type Answers, draw, pretendProgram } from "../../tests/program";
import { Gate } from "./Gate";
import { router } from "./router";

const status = (state: WorkspaceState): Status => ({
  state,
  folder: "/firm",
  firm: state === "unlocked" ? "Tampereen Tarvike Oy" : null,
  demo: false,
  remembered: false,
  closing: false,
  key_store: true,
  me: null,
  currency: "EUR",
  version: "1.0.0",
  platform: "linux",
});
const settings: Answers = { get_device_settings: () => ({ language: "en", theme: "auto", lock_after_minutes: 15, backup_folder: null, narrow_navigation: false }) };

describe("the gate", () => {
  it("offers the first steps while there is no workspace", async () => {
    const program = pretendProgram({ ...settings, status: () => status("missing"), create_demo: () => status("locked") });
    await draw(<Gate />);
    await userEvent.click(await screen.findByText("Try with a demo firm"));
    await screen.findByText("The workspace is locked.");
    expect(program.asked.map(({ name }) => name)).toContain("create_demo");
  });

  it("says that the passphrase is wrong and stays shut", async () => {
    pretendProgram({
      ...settings,
      status: () => status("locked"),
      unlock: () => {
        throw { code: "wrong_passphrase", message: "", fields: {} };
      },
    });
    await draw(<Gate />);
    await userEvent.type(await screen.findByLabelText("Passphrase"), "guess{Enter}");
    await screen.findByText("The passphrase is wrong.");
    expect(screen.queryByRole("navigation")).toBeNull();
  });

  it("shows what went wrong when even the state cannot be read", async () => {
    pretendProgram({
      ...settings,
      status: () => {
        throw { code: "database_damaged", message: "", fields: {} };
      },
    });
    await draw(<Gate />);
    await screen.findByText("The database is damaged. Restore the latest backup.");
  });

  it("keeps nothing of the firm once it is locked", async () => {
    let state: WorkspaceState = "unlocked";
    const program = pretendProgram({ ...settings, status: () => status(state) });
    await router.navigate({ to: "/settings" });
    await draw(<Gate />);
    await screen.findByText("Tampereen Tarvike Oy");
    queryClient.setQueryData(commandKey("list_tags", {}), [{ tag: "secret", customers: 1 }]);
    state = "locked";
    await program.tell({ kind: "locked", reason: "idle" });
    await screen.findByText("The workspace is locked.");
    expect(queryClient.getQueryData(commandKey("list_tags", {}))).toBeUndefined();
    await waitFor(() => expect(JSON.stringify(queryClient.getQueryCache().getAll().map(({ state: { data } }) => data))).not.toContain("Tarvike"));
    expect(document.body.textContent).not.toContain("Tarvike");
  });
});
