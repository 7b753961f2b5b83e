import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { SaveTemplate } from "@/ipc/bindings/SaveTemplate";
import type { Status } from "@/ipc/bindings/Status";
import type { Template } from "@/ipc/bindings/Template";

import { preparation } from "../../../tests/preparation";
import { draw, pretendProgram } from "../../../tests/program";
import { TemplateScreen } from "./TemplateScreen";

const own: Template = { template: { kind: "own", id: "t1" }, name: { fi: "", en: "Ours" }, form: preparation().form, preparations: 2, log_place: 4 };
const builtIn: Template = { ...own, template: { kind: "built_in", which: "first_meeting" }, name: { fi: "Ensitapaaminen", en: "First meeting" } };

async function open(template: string) {
  const { asked } = pretendProgram({
    status: () => ({ state: "unlocked", firm: "Testi", demo: false, me: "m1", currency: "EUR" }) as Status,
    permissions: () => ({ role: "owner", shared: false, acts: {}, tables: {} }),
    list_members: () => [],
    list_templates: () => [builtIn, own],
    save_template: () => ({ id: "t1", transaction: "x" }),
  });
  await draw(<TemplateScreen />, { path: "/settings/templates/$template", at: `/settings/templates/${template}` });
  await screen.findByLabelText("Name of the form");
  return () => asked.filter(({ name }) => name === "save_template").map(({ request }) => request as SaveTemplate);
}

const order = ({ form }: SaveTemplate) => form.sections.map(({ items }) => items.map((item) => (item.item === "field" ? item.field.key : item.block)));

it("moves a question with Alt and the arrows, past the end of its section, and keeps the keyboard on it", async () => {
  const saved = await open("t1");
  screen.getByRole("button", { name: /^News of the customer/ }).focus();
  await userEvent.keyboard("{Alt>}{ArrowDown}{ArrowDown}{/Alt}");
  await waitFor(() => expect(document.activeElement?.textContent).toContain("News of the customer"));
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(saved()).toHaveLength(1));
  const [request] = saved();
  expect(request && order(request)).toEqual([["promises"], ["news", "objective"]]);
  expect(request?.base?.form, "from what it began").toEqual(own.form);
});

it("of a built-in form makes one of the firm's own", async () => {
  const saved = await open("copy-first_meeting");
  expect(screen.getByLabelText<HTMLInputElement>("Name of the form").value).toBe("First meeting, our own");
  await userEvent.click(screen.getByRole("button", { name: /^Save the form/ }));
  await waitFor(() => expect(saved()).toHaveLength(1));
  expect(saved()[0]).not.toHaveProperty("id");
});

it("is not saved with a question that asks nothing: that one opens", async () => {
  const saved = await open("t1");
  await userEvent.click(screen.getAllByRole("button", { name: "Question" })[0] as HTMLElement);
  await userEvent.click(screen.getByRole("button", { name: /^Save the form/ }));
  await screen.findByText("A question has no words.");
  expect(saved()).toEqual([]);
});

it("gives a new question a kind and its choices, and keys of its own", async () => {
  const saved = await open("t1");
  await userEvent.click(screen.getAllByRole("button", { name: "Question" })[1] as HTMLElement);
  const section = screen.getByRole("region", { name: "Objective" });
  await userEvent.type(await within(section).findByLabelText("Question"), "Direction");
  await userEvent.click(within(section).getByRole("combobox", { name: "Kind of answer" }));
  await userEvent.click(await screen.findByRole("option", { name: "Choice" }));
  await userEvent.type(await within(section).findByLabelText("Choices, one a line"), "Grow{Enter}Nurture{Enter}");
  await userEvent.click(screen.getByRole("button", { name: /^Save the form/ }));
  await waitFor(() => expect(saved()).toHaveLength(1));
  expect(saved()[0]?.form.sections[1]?.items[1]).toMatchObject({
    field: { key: "direction", label: { en: "Direction" }, kind: "choice", choices: [{ key: "grow" }, { key: "nurture" }] },
  });
});
