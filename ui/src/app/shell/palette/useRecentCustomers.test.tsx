import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from "@tanstack/react-router";
import { act, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import { queryClient } from "@/shared/data";

import { pretendProgram } from "../../../../tests/program";
import { useRecentCustomers } from "./useRecentCustomers";

function Recent() {
  return (
    <>
      <p data-testid="recent">{useRecentCustomers().map(({ name }) => name).join(", ")}</p>
      <Outlet />
    </>
  );
}

it("remembers whose pages were opened, without the one on the screen", async () => {
  pretendProgram({ get_customer: ({ id }) => ({ id, fields: { name: id.toUpperCase() } }) as CustomerRecord });
  const root = createRootRoute({ component: Recent });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "/", component: () => <p>elsewhere</p> });
  const page = createRoute({ getParentRoute: () => root, path: "/customers/$customer", component: () => <p>page</p> });
  const router = createRouter({ routeTree: root.addChildren([elsewhere, page]), history: createMemoryHistory({ initialEntries: ["/"] }) });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  const visit = async (to: string) => {
    await act(() => router.navigate({ to } as never));
    await act(() => new Promise((done) => setTimeout(done, 20)));
  };
  await visit("/customers/a");
  await visit("/customers/b");
  expect(screen.getByTestId("recent").textContent).toBe("A");
  await visit("/");
  expect(screen.getByTestId("recent").textContent).toBe("B, A");
});
