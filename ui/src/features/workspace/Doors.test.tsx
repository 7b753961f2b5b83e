import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { ErrorCode } from "@/ipc/bindings/ErrorCode";
import type { Status } from "@/ipc/bindings/Status";

import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { FirstRunScreen } from "./FirstRunScreen";
import { UnlockScreen } from "./UnlockScreen";

const status: Status = { state: "missing", closing: false, folder: null, firm: null, demo: false, remembered: false, key_store: true, me: null, currency: null, version: "1", platform: "linux" };
const common: Answers = {
  status: () => status,
  get_device_settings: () => ({ language: "en", theme: "auto", lock_after_minutes: 15, backup_folder: null, narrow_navigation: false }),
  passphrase_strength: () => ({ score: 3, guesses_log10: 10, acceptable: true }),
};
const refuse = (code: ErrorCode, fields: Record<string, string> = {}) => () => {
  throw { code, message: "", fields };
};

describe("the first run", () => {
  it("makes a workspace by keyboard alone, and only once the passphrase was typed twice the same", async () => {
    const { asked } = pretendProgram({ ...common, create_workspace: () => ({ ...status, state: "unlocked" }) });
    await draw(<FirstRunScreen />);
    await userEvent.keyboard("{Enter}");
    await userEvent.type(await screen.findByLabelText("The firm's name"), "Oma Oy");
    await userEvent.type(screen.getByLabelText("Your name"), "Aino");
    await userEvent.type(screen.getByLabelText("Passphrase"), "green horses sing");
    await userEvent.type(screen.getByLabelText("The same again"), "green horses sin{Enter}");
    await screen.findByText("Not the same as above");
    expect(asked.some(({ name }) => name === "create_workspace")).toBe(false);
    await userEvent.type(screen.getByLabelText("The same again"), "g{Enter}");
    await waitFor(() => expect(asked.find(({ name }) => name === "create_workspace")?.request).toEqual({ firm: "Oma Oy", member: "Aino", passphrase: "green horses sing", remember: false, language: "en" }));
  });

  it("puts a refusal under the field that it is about", async () => {
    pretendProgram({ ...common, create_workspace: refuse("weak_passphrase") });
    await draw(<FirstRunScreen />);
    await userEvent.click(await screen.findByText("Start with our firm"));
    await userEvent.type(screen.getByLabelText("The firm's name"), "Oma Oy");
    await userEvent.type(screen.getByLabelText("Your name"), "Aino");
    await userEvent.type(screen.getByLabelText("Passphrase"), "password");
    await userEvent.type(screen.getByLabelText("The same again"), "password{Enter}");
    await waitFor(() => expect(screen.getByLabelText("Passphrase").getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getByText(/too easy to guess/)).toBeTruthy();
  });

  it("comes back to the choices when the demo firm was stopped", async () => {
    pretendProgram({ ...common, create_demo: refuse("stopped") });
    await draw(<FirstRunScreen />);
    await userEvent.click(await screen.findByText("Try with a demo firm"));
    await screen.findByText("Start with our firm");
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("a workspace that is there already", () => {
  const other = { folder: "/data/firm-oma", demo: false, current: false };

  it("is found from the first run and asks for its passphrase next", async () => {
    const { asked } = pretendProgram({
      ...common,
      list_workspaces: () => [other, { folder: "/data/firm-demo", demo: true, current: false }],
      open_workspace: () => ({ ...status, state: "locked", folder: other.folder }),
    });
    await draw(<FirstRunScreen />);
    await userEvent.click(await screen.findByText("Open a workspace on this machine"));
    await screen.findByText("Demo firm");
    await userEvent.click(await screen.findByText("firm-oma"));
    await waitFor(() => expect(asked.find(({ name }) => name === "open_workspace")?.request).toEqual({ folder: "/data/firm-oma" }));
  });

  it("is reached from the lock of another, which is not offered again", async () => {
    const { asked } = pretendProgram({
      ...common,
      list_workspaces: () => [{ folder: "/data/firm-demo", demo: true, current: true }, other],
      open_workspace: () => ({ ...status, state: "locked", folder: other.folder }),
    });
    await draw(<UnlockScreen status={{ ...status, state: "locked", demo: true, folder: "/data/firm-demo" }} />);
    await userEvent.click(await screen.findByRole("button", { name: "Open another workspace" }));
    await userEvent.click(await screen.findByText("firm-oma"));
    expect(screen.queryByText("/data/firm-demo")).toBeNull();
    await waitFor(() => expect(asked.some(({ name }) => name === "open_workspace")).toBe(true));
    // Back at the passphrase: the gate shows the lock of the other one.
    await screen.findByLabelText("Passphrase");
  });

  it("says when the folder holds none", async () => {
    pretendProgram({ ...common, list_workspaces: () => [other], open_workspace: refuse("not_a_workspace", { folder: other.folder }) });
    await draw(<FirstRunScreen />);
    await userEvent.click(await screen.findByText("Open a workspace on this machine"));
    await userEvent.click(await screen.findByText("firm-oma"));
    await screen.findByText(/no workspace in that folder/);
  });
});

describe("the lock", () => {
  it("says that work is still ending", async () => {
    pretendProgram(common);
    await draw(<UnlockScreen status={{ ...status, state: "locked", closing: true }} />);
    expect((await screen.findByRole("status")).textContent).toMatch(/is just ending/);
  });

  it("opens the demo firm with Enter alone", async () => {
    const { asked } = pretendProgram({ ...common, unlock: () => ({ ...status, state: "unlocked" }) });
    await draw(<UnlockScreen status={{ ...status, state: "locked", demo: true }} />);
    await screen.findByText(/the passphrase is “demo”/);
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(asked.find(({ name }) => name === "unlock")?.request).toEqual({ passphrase: "demo", remember: false }));
  });

  it("leads to the backups when only they help", async () => {
    pretendProgram({ ...common, unlock: refuse("key_file_damaged", { folder: "/firm" }) });
    await draw(<UnlockScreen status={{ ...status, state: "locked" }} />);
    await userEvent.type(await screen.findByLabelText("Passphrase"), "green horses sing{Enter}");
    await screen.findByText(/key file is missing or damaged/);
    expect(screen.queryByRole("button", { name: "Open" })).toBeNull();
    await userEvent.click(screen.getAllByRole("button", { name: "Restore a backup" })[0] as HTMLElement);
    await screen.findByLabelText("The backup file");
  });

  it("does not call a remembered key a wrong passphrase", async () => {
    pretendProgram({ ...common, unlock: refuse("wrong_passphrase") });
    await draw(<UnlockScreen status={{ ...status, state: "locked", remembered: true }} />);
    await userEvent.click(await screen.findByRole("button", { name: "Open with the remembered key" }));
    await screen.findByText(/Type the passphrase instead/);
    expect(screen.queryByText("The passphrase is wrong.")).toBeNull();
  });
});

describe("coming to a firm on another machine", () => {
  const fill = async () => {
    await userEvent.type(await screen.findByLabelText("Shared folder"), "/cloud/Pelikirja");
    await userEvent.type(screen.getByLabelText("The twelve words"), "ocaen tiger");
    await userEvent.type(screen.getByLabelText("Passphrase of this machine"), "green horses sing");
    await userEvent.type(screen.getByLabelText("The same again"), "green horses sing");
  };

  it("says which word is wrong and puts the nearest in its place", async () => {
    let first = true;
    const { asked } = pretendProgram({
      ...common,
      join_workspace: () => {
        if (!first) return { ...status, state: "unlocked" };
        first = false;
        throw { code: "wrong_words", message: "", fields: { position: "1", word: "ocaen", nearest: "ocean" } };
      },
    });
    await draw(<FirstRunScreen />);
    await userEvent.click(await screen.findByText("Join a firm"));
    await fill();
    await userEvent.keyboard("{Enter}");
    await screen.findByText("Word 1, “ocaen”, is not in the list. The nearest one is “ocean”.");
    await userEvent.click(screen.getByRole("button", { name: "Put “ocean” in its place" }));
    await userEvent.click(screen.getByRole("button", { name: "Join" }));
    await waitFor(() =>
      expect(asked.findLast(({ name }) => name === "join_workspace")?.request).toEqual({ shared_folder: "/cloud/Pelikirja", words: "ocean tiger", passphrase: "green horses sing", remember: false }),
    );
  });

  it("counts the words, and tells an invitation that is past its time", async () => {
    pretendProgram({ ...common, join_workspace: refuse("invitation_expired") });
    await draw(<FirstRunScreen />);
    await userEvent.click(await screen.findByText("Join a firm"));
    await fill();
    expect(screen.getByText("2 of 12 words")).toBeTruthy();
    await userEvent.keyboard("{Enter}");
    await screen.findByText(/past its time/);
  });

  it("brings an owner back with the printed words", async () => {
    pretendProgram({ ...common, recover_workspace: refuse("words_open_nothing") });
    await draw(<FirstRunScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "Bring the firm back with printed words" }));
    expect(await screen.findByText("0 of 24 words")).toBeTruthy();
  });
});
