import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { queryClient } from "@/shared/data";

import { readStart } from "./start";

const call = vi.hoisted(() => vi.fn());
vi.mock("@/ipc/call", () => ({ call }));

const settings = { language: "fi", theme: "dark", lock_after_minutes: 15, backup_folder: null, narrow_navigation: false } as const;
const locked = { state: "locked", firm: null } as const;

function pageLoaded(type: "navigate" | "reload") {
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ type } as PerformanceNavigationTiming]);
  Object.defineProperty(window, "pelikirjaStart", { value: { settings, status: locked }, configurable: true });
}

beforeEach(() => {
  call.mockImplementation((name: string) => Promise.resolve(name === "status" ? { state: "unlocked" } : { ...settings, theme: "light" }));
});

afterEach(() => {
  vi.restoreAllMocks();
  call.mockReset();
  queryClient.clear();
  Reflect.deleteProperty(window, "pelikirjaStart");
});

test("what came with the page is not asked for", async () => {
  pageLoaded("navigate");
  const start = await readStart();
  expect(start.settings.theme).toBe("dark");
  expect(queryClient.getQueryData(["status", {}])).toEqual(locked);
  expect(call).not.toHaveBeenCalled();
});

test("a page that is loaded again asks what is so now", async () => {
  pageLoaded("reload");
  const start = await readStart();
  expect(start.settings.theme).toBe("light");
  expect(queryClient.getQueryData(["status", {}])).toEqual({ state: "unlocked" });
});
