import { msg } from "@lingui/core/macro";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { keyNames, type Platform, platformOf, stepOf } from "./keys";
import { type Shortcut, ShortcutRegistry } from "./registry";

const label = msg`Undo`;
const title = msg`Everywhere`;

function press(key: string, options: KeyboardEventInit = {}, target: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options });
  Object.defineProperty(event, "target", { value: target });
  return event;
}

describe("keys", () => {
  const step = (key: string, options: KeyboardEventInit = {}, platform: Platform = "linux") => stepOf(press(key, options), platform);

  it("are named by what they make, not by where they are", () => {
    expect(step("?", { shiftKey: true })).toBe("?");
    expect(step("/", { shiftKey: true })).toBe("/");
    expect(step("X", { shiftKey: true })).toBe("shift+x");
    expect(step("ArrowDown", { shiftKey: true })).toBe("shift+ArrowDown");
    expect(step("ä")).toBe("ä");
    expect(step(" ")).toBe("Space");
    expect(step("Shift", { shiftKey: true })).toBeNull();
  });

  it("know the main modifier of the platform", () => {
    expect(step("k", { ctrlKey: true })).toBe("mod+k");
    expect(step("k", { ctrlKey: true }, "macos")).toBe("k");
    expect(step("k", { metaKey: true }, "macos")).toBe("mod+k");
  });

  it("made with AltGr are signs", () => {
    expect(step("@", { ctrlKey: true, altKey: true })).toBe("@");
  });

  it("are written as the platform writes them", () => {
    expect(keyNames("mod+shift+z", "macos")).toEqual(["⌘", "⇧", "Z"]);
    expect(keyNames("mod+shift+z", "windows")).toEqual(["Ctrl", "Shift", "Z"]);
    expect(keyNames("ArrowDown", "linux")).toEqual(["↓"]);
    expect(keyNames("+", "linux")).toEqual(["+"]);
  });

  it("tell platforms apart", () => {
    expect(platformOf("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)")).toBe("macos");
    expect(platformOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64)")).toBe("windows");
    expect(platformOf("Mozilla/5.0 (X11; Linux x86_64)")).toBe("linux");
  });
});

describe("the registry", () => {
  let registry: ShortcutRegistry;
  const add = (shortcuts: Partial<Shortcut>[], layer = 0) =>
    registry.add({ title, layer, shortcuts: shortcuts.map((shortcut) => ({ keys: "x", label, run: () => {}, ...shortcut })) });

  beforeEach(() => {
    registry = new ShortcutRegistry("linux");
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it("runs what was pressed and keeps it from the web page", () => {
    const run = vi.fn();
    add([{ keys: ["j", "ArrowDown"], run }]);
    const event = press("ArrowDown");
    registry.handle(event);
    expect(run).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
  });

  it("waits for the second key of a sequence, but not for ever", () => {
    const run = vi.fn();
    add([{ keys: "g t", run }]);
    registry.handle(press("g"));
    registry.handle(press("t"));
    expect(run).toHaveBeenCalledOnce();
    registry.handle(press("g"));
    vi.advanceTimersByTime(2000);
    registry.handle(press("t"));
    expect(run).toHaveBeenCalledOnce();
  });

  it("takes a wrong second key for a first one", () => {
    const run = vi.fn();
    add([{ keys: "g t" }, { keys: "j", run }]);
    registry.handle(press("g"));
    registry.handle(press("j"));
    expect(run).toHaveBeenCalledOnce();
  });

  it("lets the screen that came last win, and forgets it when it goes", () => {
    const shell = vi.fn();
    const screen = vi.fn();
    add([{ run: shell }]);
    const remove = add([{ run: screen }]);
    registry.handle(press("x"));
    remove();
    registry.handle(press("x"));
    expect(screen).toHaveBeenCalledOnce();
    expect(shell).toHaveBeenCalledOnce();
  });

  it("does not disturb typing, save for keys that say so", () => {
    const plain = vi.fn();
    const save = vi.fn();
    add([{ run: plain }, { keys: "mod+Enter", run: save, inFields: true }]);
    const input = document.createElement("input");
    registry.handle(press("x", {}, input));
    registry.handle(press("Enter", { ctrlKey: true }, input));
    expect(plain).not.toHaveBeenCalled();
    expect(save).toHaveBeenCalledOnce();
  });

  it("works on a ticked box, which is not a field to type into", () => {
    const run = vi.fn();
    add([{ run }]);
    const box = document.createElement("input");
    box.type = "checkbox";
    registry.handle(press("x", {}, box));
    expect(run).toHaveBeenCalledOnce();
  });

  it("leaves Enter to the button that has the focus", () => {
    const run = vi.fn();
    add([{ keys: "Enter", run }]);
    const button = document.createElement("button");
    registry.handle(press("Enter", {}, button));
    expect(run).not.toHaveBeenCalled();
  });

  it("lets what lies under a dialog sleep", () => {
    const below = vi.fn();
    const everywhere = vi.fn();
    const inside = vi.fn();
    add([{ run: below }, { keys: "mod+k", run: everywhere, everywhere: true }]);
    const close = registry.addLayer(1);
    add([{ keys: "y", run: inside }], 1);
    for (const event of [press("x"), press("y"), press("k", { ctrlKey: true })]) registry.handle(event);
    expect(below).not.toHaveBeenCalled();
    expect(inside).toHaveBeenCalledOnce();
    expect(everywhere).toHaveBeenCalledOnce();
    close();
    registry.handle(press("x"));
    expect(below).toHaveBeenCalledOnce();
  });

  it("minds its own business while a menu is open or a letter is being composed", () => {
    const run = vi.fn();
    add([{ run }]);
    const menu = document.createElement("div");
    menu.setAttribute("role", "menu");
    registry.handle(press("x", {}, menu));
    registry.handle(press("x", { isComposing: true }));
    expect(run).not.toHaveBeenCalled();
  });
});
