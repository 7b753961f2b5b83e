import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";
import type { Status } from "@/ipc/bindings/Status";

import { promise as any } from "../../../tests/meetings";
import { permissionsOf } from "../../../tests/permissions";
import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { PromiseDrawer } from "./PromiseDrawer";
import { PromisesScreen } from "./PromisesScreen";
import { promisesSearch } from "./search";

const promise = (id: string, text: string, changes: Partial<PromiseRecord> = {}): PromiseRecord => ({ ...any, id, text, ...changes });

function program(rows: PromiseRecord[], answers: Answers = {}) {
  return pretendProgram({
    status: () => ({ state: "unlocked", firm: "Testi", demo: false, me: "m1", currency: "EUR" }) as Status,
    permissions: () => ({ role: "owner", shared: false, acts: {}, tables: {} }),
    list_members: () => [],
    list_tiers: () => [],
    list_promises: () => ({ rows, total: rows.length, overdue: rows.filter(({ overdue }) => overdue).length }),
    get_customer: () => ({ id: "c1", fields: { name: "Alfa Oy" }, people: [] }) as never,
    ...answers,
  });
}

const open = () =>
  draw(
    <>
      <PromisesScreen />
      <PromiseDrawer />
    </>,
    { path: "/promises", search: promisesSearch },
  );
const asked = ({ asked: all }: { asked: { name: string; request: unknown }[] }, name: string) => all.filter((one) => one.name === name).map(({ request }) => request);

it("is settled with evidence, all by keyboard", async () => {
  const pretended = program([promise("l1", "Price list", { overdue: true, due: "2020-01-01" })], { settle_promise: () => ({ transaction: "t1", state: "late" }) });
  await open();
  await screen.findByText("Price list");
  expect(screen.getByText("Past its day")).toBeTruthy();
  await userEvent.keyboard("j{Enter}");
  const form = await screen.findByRole("dialog", { name: "What became of the promise" });
  await userEvent.type(within(form).getByLabelText("How one knows"), "Sent by e-mail{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked(pretended, "settle_promise")).toMatchObject([{ id: "l1", outcome: "done", evidence: "Sent by e-mail" }]));
  expect(await screen.findByText("Promise kept, late"), "in time or late the program sees").toBeTruthy();
});

it("is changed from what the form began with", async () => {
  const pretended = program([promise("l1", "Price list")], { save_promise: () => ({ id: "l1", transaction: "t1" }) });
  await open();
  await screen.findByText("Price list");
  await userEvent.click(screen.getByRole("button", { name: "More: Price list" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Change" }));
  const form = await screen.findByRole("dialog", { name: "Change the promise" });
  await userEvent.type(within(form).getByLabelText("What"), " 2027{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked(pretended, "save_promise")).toHaveLength(1));
  expect(asked(pretended, "save_promise")[0]).toMatchObject({ id: "l1", text: "Price list 2027", base: { text: "Price list", due: "2030-01-01", log_place: 3 } });
});

it("that was broken stays so when evidence is added", async () => {
  const pretended = program([promise("l1", "Price list", { state: "broken", settled_on: "2026-11-01" })], { settle_promise: () => ({ transaction: "t1", state: "broken" }) });
  await open();
  await screen.findByText("Price list");
  await userEvent.keyboard("j{Enter}");
  const form = await screen.findByRole("dialog", { name: "What became of the promise" });
  await userEvent.type(within(form).getByLabelText("How one knows"), "They said so{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked(pretended, "settle_promise")).toMatchObject([{ id: "l1", outcome: "broken" }]));
});

it("is only read by those who may only read, and opens where it was made", async () => {
  program([promise("l1", "Price list")], { permissions: () => permissionsOf("viewer") });
  const history = await open();
  await screen.findByText("Price list");
  expect(screen.queryByRole("button", { name: "More: Price list" })).toBeNull();
  await userEvent.keyboard("j{Enter}");
  await waitFor(() => expect(history.location.pathname).toBe("/customers/c1"));
});

it("keeps what a colleague wrote meanwhile about how one knows, and begins in that field", async () => {
  const pretended = program([promise("l1", "Price list", { evidence: "Seen" })], { settle_promise: () => ({ transaction: "t1", state: "kept" }) });
  await open();
  await screen.findByText("Price list");
  expect(screen.getByRole("status").textContent, "no lone dot beside the count").toBe("1");
  await userEvent.keyboard("j{Enter}");
  const form = await screen.findByRole("dialog", { name: "What became of the promise" });
  await waitFor(() => expect(document.activeElement).toBe(within(form).getByLabelText("How one knows")));
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked(pretended, "settle_promise")).toHaveLength(1));
  expect(asked(pretended, "settle_promise")[0]).not.toHaveProperty("evidence");
});

it("without any says how they come to be, and makes one", async () => {
  program([]);
  await open();
  await screen.findByText("You have no open promises");
  await userEvent.keyboard("n");
  expect(await screen.findByRole("dialog", { name: "New promise" })).toBeTruthy();
});
