import { notifications } from "@mantine/notifications";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";

import { draw, pretendProgram, pretendShell } from "../../../../tests/program";
import { RejectedFile } from "./RejectedFile";

beforeEach(() => notifications.clean());

async function show(problem: object | null): Promise<unknown[]> {
  pretendProgram({});
  const asked = pretendShell(() => {
    if (problem) throw problem;
  });
  await draw(<RejectedFile path="/srv/a.rejected.csv" />);
  await userEvent.click(screen.getByRole("button", { name: "Show in folder" }));
  return asked;
}

it("has the window show the file in its folder", async () => {
  expect(await show(null)).toEqual([["show_rejected_file", { path: "/srv/a.rejected.csv" }]]);
});

it("says where the file is when there is no file manager", async () => {
  await show({ code: "internal", message: "no bus", fields: {} });
  await screen.findByText("No file manager answered. The file is here: /srv/a.rejected.csv");
});

it("says that the file is gone", async () => {
  await show({ code: "file_not_found", message: "", fields: { path: "/srv/a.rejected.csv" } });
  await screen.findByText("The file or folder is not there: /srv/a.rejected.csv");
});
