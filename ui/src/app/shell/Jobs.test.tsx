import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { AppEvent } from "@/ipc/bindings/AppEvent";
import { followJobs } from "@/shared/jobs";

import { draw, pretendProgram } from "../../../tests/program";
import { Jobs } from "./Jobs";

const progress = (done: number, more: Partial<Extract<AppEvent, { kind: "job_progress" }>> = {}): AppEvent => ({
  kind: "job_progress",
  job: "j1",
  job_kind: "import",
  done,
  total: 200,
  stoppable: true,
  ...more,
});
const tell = (event: AppEvent) => act(() => followJobs(event));

it("follows a job from its beginning to its end and can stop it", async () => {
  const program = pretendProgram({ stop_job: () => ({}) });
  await draw(<Jobs narrow={false} />);
  expect(screen.queryByRole("progressbar")).toBeNull();
  tell(progress(10));
  tell(progress(50));
  expect(screen.getAllByRole("progressbar").length).toBe(1);
  expect(screen.getByText("25%")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Stop: Importing" }));
  await waitFor(() => expect(program.asked).toEqual([{ name: "stop_job", request: { id: "j1" } }]));
  tell({ kind: "job_finished", job: "j1", job_kind: "import", error: null });
  expect(screen.queryByRole("progressbar")).toBeNull();
});

it("claims no share while the total is not known, and no stop where there is none", async () => {
  pretendProgram({});
  await draw(<Jobs narrow={false} />);
  tell(progress(10, { job: "j2", total: 0, stoppable: false }));
  expect(screen.queryByText(/%/)).toBeNull();
  expect(screen.queryByRole("button")).toBeNull();
  tell({ kind: "locked", reason: "asked" });
  expect(screen.queryByRole("progressbar")).toBeNull();
});
