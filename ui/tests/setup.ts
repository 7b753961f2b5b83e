import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach } from "vitest";

import { activateLanguage, loadLanguage } from "@/shared/language";

// What is waited for comes when it comes: a machine that others keep busy makes no test fail. Milliseconds.
configure({ asyncUtilTimeout: 15_000 });

// jsdom lays nothing out; what the components ask the browser for is answered as for a window of 1280x800.
window.matchMedia = (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
});
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Object.defineProperties(window.HTMLElement.prototype, {
  clientWidth: { configurable: true, get: () => 1000 },
  clientHeight: { configurable: true, get: () => 640 },
});
window.HTMLElement.prototype.scrollTo = () => {};
window.scrollTo = () => {};
Object.defineProperty(document, "fonts", { value: new EventTarget() });
window.HTMLElement.prototype.scrollIntoView = () => {};

beforeAll(() => Promise.all([loadLanguage("fi"), loadLanguage("en")]));
beforeEach(() => activateLanguage("en"));
afterEach(cleanup);
