import { expect, it } from "vitest";

import { printsLight } from "./printsLight";

const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme");

it("a dark window prints in the colours of paper, and is dark again afterwards", () => {
  document.documentElement.setAttribute("data-mantine-color-scheme", "dark");
  const stop = printsLight();
  window.dispatchEvent(new Event("beforeprint"));
  expect(scheme()).toBe("light");
  window.dispatchEvent(new Event("afterprint"));
  expect(scheme()).toBe("dark");
  window.dispatchEvent(new Event("beforeprint"));
  stop();
  expect(scheme(), "also when the window goes in the middle of it").toBe("dark");
  window.dispatchEvent(new Event("beforeprint"));
  expect(scheme()).toBe("dark");
});
