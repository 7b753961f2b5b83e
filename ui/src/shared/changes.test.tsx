import { notifications } from "@mantine/notifications";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";

import { CallError } from "@/ipc/errors";

import { draw, pretendProgram } from "../../tests/program";
import { showChange, showLocalChange, showProblem, undoChange } from "./changes";

beforeEach(() => notifications.clean());

it("a change says what was done and can be undone, and that again", async () => {
  const program = pretendProgram({
    undo: ({ transaction }) => ({ transaction: `undo of ${transaction}`, kind: "log_contact", records: 1, kept: 0 }),
  });
  await draw(null);
  showChange({ message: "Call logged", transaction: "t1" });
  await screen.findByText("Call logged");
  await userEvent.click(screen.getByTestId("undo"));
  await screen.findByText("Undone: logged contact.");
  await userEvent.click(await screen.findByTestId("undo"));
  await waitFor(() => expect(program.asked.map(({ request }) => request)).toEqual([{ transaction: "t1" }, { transaction: "undo of t1" }]));
});

it("a change of this machine alone is undone by the same keys, but only while it is the last one", async () => {
  const program = pretendProgram({ undo: () => ({ transaction: "t9", kind: "log_contact", records: 1, kept: 0 }) });
  await draw(null);
  let back = 0;
  const stopped = { message: "The folder is no longer watched", undone: "The folder is watched again", undo: async () => void (back += 1) };
  showLocalChange(stopped);
  await undoChange();
  await screen.findByText("The folder is watched again");
  expect([back, program.asked.length]).toEqual([1, 0]);
  showLocalChange(stopped);
  showChange({ message: "Call logged", transaction: "t1" });
  await undoChange();
  expect(back).toBe(1);
  expect(program.asked.map(({ name }) => name)).toEqual(["undo"]);
});

it("an undo that is undone says that the change is there again", async () => {
  pretendProgram({ undo: () => ({ transaction: "t3", kind: "undo", records: 1, kept: 0 }) });
  await draw(null);
  await undoChange("t2");
  await screen.findByText("Done again.");
});

it("nothing changed, nothing said", async () => {
  pretendProgram({});
  await draw(null);
  showChange({ message: "Customer changed", transaction: null });
  expect(screen.queryByText("Customer changed")).toBeNull();
});

it("an undo tells what it left alone", async () => {
  pretendProgram({ undo: () => ({ transaction: "t2", kind: "bulk_edit", records: 10, kept: 2 }) });
  await draw(null);
  await undoChange();
  await screen.findByText("Undone: change of several customers. Left alone because somebody has changed it since: 2.");
});

it("a problem is said with its remedy, never with the message of the log", async () => {
  pretendProgram({});
  await draw(null);
  showProblem(new CallError({ code: "disk_full", message: "ENOSPC", fields: {} }));
  await screen.findByText("The disk is full. Free some space and try again.");
  showProblem(new CallError({ code: "stopped", message: "", fields: {} }));
  expect(screen.queryByText(/ENOSPC|Stopped/)).toBeNull();
});
