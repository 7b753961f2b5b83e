import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, type RouterHistory, RouterProvider } from "@tanstack/react-router";
import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { act, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";

import { cssVariables, theme } from "@/app/theme/theme";
import type { AppEvent } from "@/ipc/bindings/AppEvent";
import type { CommandName, RequestOf, ResponseOf } from "@/ipc/call";
import { queryClient } from "@/shared/data";
import { shortcuts } from "@/shared/shortcuts";

/** Answers of a pretended program; one that throws an `AppError` refuses. */
export type Answers = { [Name in CommandName]?: (request: RequestOf<Name>) => ResponseOf<Name> | Promise<ResponseOf<Name>> };

export interface PretendedProgram {
  /** Every command asked so far, in order. */
  asked: { name: string; request: unknown }[];
  /** Tells the interface something, as the program does by itself. */
  tell: (event: AppEvent) => Promise<void>;
}

/** Puts a program behind the interface whose answers the test gives. A command without an answer fails the test. */
export function pretendProgram(answers: Answers): PretendedProgram {
  clearMocks();
  queryClient.clear();
  mockWindows("main");
  const asked: PretendedProgram["asked"] = [];
  mockIPC(
    async (command, payload) => {
      if (command !== "call") return null;
      const { name, request } = payload as { name: CommandName; request: never };
      asked.push({ name, request });
      const answer = answers[name];
      if (!answer) throw { code: "internal", message: `the test answers no ${name}`, fields: {} };
      return answer(request);
    },
    { shouldMockEvents: true },
  );
  return { asked, tell: async (event) => act(async () => emit("app", event)) };
}

/** Puts a shell behind the interface that answers what is not the program's to answer. Returns what it was asked. */
export function pretendShell(answer: (command: string) => unknown): unknown[] {
  const asked: unknown[] = [];
  mockIPC((command, payload) => {
    asked.push([command, payload]);
    return answer(command);
  });
  return asked;
}

/** Where a screen is drawn that reads its address. */
interface Place {
  /** As in the program's router. */
  path?: string;
  /** The address itself. */
  at?: string;
  search?: (search: Record<string, unknown>) => object;
}

/** Draws something as it stands in the window: with language, theme, router, toasts and the keyboard. */
export async function draw(node: ReactNode, { path = "/", at = path, search }: Place = {}): Promise<RouterHistory> {
  const root = createRootRoute({ component: Outlet });
  const here = createRoute({ getParentRoute: () => root, path, ...(search ? { validateSearch: search } : {}), component: () => <div data-testid="drawn">{node}</div> });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "$", component: () => <p>elsewhere</p> });
  const history = createMemoryHistory({ initialEntries: ["/before", at] });
  const router = createRouter({ routeTree: root.addChildren([here, elsewhere]), history });
  window.removeEventListener("keydown", shortcuts.handle);
  window.addEventListener("keydown", shortcuts.handle);
  render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
          <Notifications />
          <RouterProvider router={router as never} />
        </MantineProvider>
      </QueryClientProvider>
    </I18nProvider>,
  );
  await screen.findByTestId("drawn");
  return history;
}
