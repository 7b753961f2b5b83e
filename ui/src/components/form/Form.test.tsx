import { msg } from "@lingui/core/macro";
import { TextInput } from "@mantine/core";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, it, vi } from "vitest";

import { type Answers, draw, pretendProgram } from "../../../tests/program";
import { FormDrawer, FormSection, useRecordForm } from ".";

const saved = () => ({ id: "c1", transaction: "t1" });
const wrongId = () => {
  throw { code: "invalid_field", message: "", fields: { business_id: "check_digit" } };
};

function EditCustomer({ onClose, onSaved }: { onClose: () => void; onSaved: (id: string) => void }) {
  const record = useRecordForm({
    command: "save_customer",
    initialValues: { name: "Konepaja Oy", business_id: "" },
    check: ({ name }) => (name === "" ? { name: msg`Needed` } : {}),
    toRequest: (values) => ({ id: "c1", ...values }),
    onSaved: ({ id }) => onSaved(id),
  });
  return (
    <FormDrawer title="Edit the customer" opened onClose={onClose} record={record} submitLabel="Keep it">
      <FormSection title="Basics">
        <TextInput label="Name" {...record.form.getInputProps("name")} />
        <TextInput label="Business id" {...record.form.getInputProps("business_id")} />
      </FormSection>
    </FormDrawer>
  );
}

async function open(answers: Answers) {
  const program = pretendProgram(answers);
  const onClose = vi.fn();
  const onSaved = vi.fn();
  await draw(<EditCustomer onClose={onClose} onSaved={onSaved} />);
  await screen.findByLabelText("Name");
  return { program, onClose, onSaved };
}

it("saves with Ctrl+Enter from within a field", async () => {
  const { program, onSaved } = await open({ save_customer: saved });
  await userEvent.type(screen.getByLabelText("Business id"), "1234567-1{Control>}{Enter}{/Control}");
  await waitFor(() => expect(onSaved).toHaveBeenCalledWith("c1"));
  expect(program.asked).toEqual([{ name: "save_customer", request: { id: "c1", name: "Konepaja Oy", business_id: "1234567-1" } }]);
});

it("puts what the program refuses under its field and keeps what was typed", async () => {
  const { onSaved } = await open({ save_customer: wrongId });
  await userEvent.type(screen.getByLabelText("Business id"), "1234567-8{Enter}");
  await screen.findByText("The check digit does not match");
  expect(screen.getByLabelText<HTMLInputElement>("Business id").value).toBe("1234567-8");
  expect(onSaved).not.toHaveBeenCalled();
});

it("does not ask the program what it can see itself", async () => {
  const { program } = await open({ save_customer: saved });
  await userEvent.clear(screen.getByLabelText("Name"));
  await userEvent.click(screen.getByRole("button", { name: "Keep it" }));
  await screen.findByText("Needed");
  expect(program.asked).toEqual([]);
});

it("closes at once while nothing has been typed", async () => {
  const { onClose } = await open({ save_customer: saved });
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(onClose).toHaveBeenCalledOnce();
});

it("asks before it loses what was typed", async () => {
  const { onClose } = await open({ save_customer: saved });
  await userEvent.type(screen.getByLabelText("Name"), "!");
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await screen.findByText("What you typed has not been saved.");
  await userEvent.click(screen.getByRole("button", { name: "Keep editing" }));
  expect(onClose).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await userEvent.click(await screen.findByRole("button", { name: "Discard" }));
  expect(onClose).toHaveBeenCalledOnce();
});

it("has nothing that a screen reader stumbles over", async () => {
  await open({ save_customer: saved });
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
