import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";
import type { Language } from "@/ipc/bindings/Language";
import type { Status } from "@/ipc/bindings/Status";
import { commandKey, queryClient } from "@/shared/data";
import { activateLanguage } from "@/shared/language";

import { type PretendedProgram, pretendProgram } from "../../../tests/program";
import { Program } from "../Program";
import { anyFolder, doorName, type Doors, statesWithDoor } from "./doors";
import { showDoor } from "./early";
import { renderDoors } from "./render";

const folder = "/home/aino/Firma <b>&amp; pojat";
const settings: DeviceSettings = { language: "en", theme: "dark", lock_after_minutes: 15, backup_folder: null, narrow_navigation: false };
const [missing, locked, withKeyStore] = statesWithDoor.map((status) => ({ ...status, folder: status.folder && folder })) as [Status, Status, Status];
const demo: Status = { ...withKeyStore, demo: true };

let doors: Doors;
let root: HTMLElement;
let program: PretendedProgram;
let faults: unknown[];

beforeAll(async () => {
  doors = await renderDoors();
  // The gate has what lies behind it loaded early; when the tests end, that must have come to its end.
  await import("../Inside");
});

beforeEach(() => {
  faults = [];
  // React says here what it finds otherwise than it would draw it.
  vi.spyOn(console, "error").mockImplementation((...words) => {
    // Only here both that draw, for the build and for the window, are in one program, one after the other.
    if (!String(words[0]).startsWith("Detected multiple renderers")) faults.push(words);
  });
  root = document.body.appendChild(Object.assign(document.createElement("div"), { id: "root" }));
});

afterEach(async () => {
  cleanup();
  vi.restoreAllMocks();
  queryClient.clear();
  root.remove();
  await window.pelikirjaDoor?.takenOver();
  Reflect.deleteProperty(window, "pelikirjaStart");
  delete window.pelikirjaDoor;
});

/** The page is loaded, and the program is not there yet. */
function openPage(status: Status, changed: Partial<DeviceSettings> = {}, type: "navigate" | "reload" = "navigate"): boolean {
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ type } as PerformanceNavigationTiming]);
  Object.defineProperty(window, "pelikirjaStart", { value: { settings: { ...settings, ...changed }, status }, configurable: true });
  return showDoor(root, doors);
}

/** The program comes. */
async function takeOver(status: Status, container?: HTMLElement, changed: Partial<DeviceSettings> = {}) {
  const now = { ...settings, ...changed };
  program = pretendProgram({
    status: () => status,
    get_device_settings: () => now,
    save_device_settings: (saved) => saved,
    unlock: () => status,
    create_demo: () => new Promise(() => {}),
  });
  queryClient.setQueryData(commandKey("get_device_settings", {}), now);
  queryClient.setQueryData(commandKey("status", {}), status);
  await activateLanguage(now.language ?? "en");
  const hydrated = container ? { container, hydrate: true as const, onRecoverableError: (fault: unknown) => void faults.push(fault) } : {};
  const drawn = render(<Program start={{ settings: now }} />, hydrated);
  await act(async () => {});
  return drawn;
}

/** Markup without what is by chance or only says how it came to be there. */
function plain(...nodes: readonly Node[]): string {
  const copy = document.createElement("div");
  copy.append(...nodes.map((node) => node.cloneNode(true)));
  const known = new Map<string, string>();
  for (const each of copy.querySelectorAll("*")) {
    for (const name of ["id", "for", "name", "aria-describedby", "aria-labelledby"]) {
      const value = each.getAttribute(name)?.replaceAll(/mantine-[a-z0-9_]+/gi, (id) => known.get(id) ?? known.set(id, `id${known.size}`).get(id) ?? "");
      if (value !== undefined) each.setAttribute(name, value);
    }
    if (each.hasAttribute("class")) each.setAttribute("class", [...each.classList].toSorted().join(" "));
    if ((each instanceof HTMLElement || each instanceof SVGElement) && each.hasAttribute("style")) each.setAttribute("style", each.style.cssText);
    for (const name of ["autofocus", "value", "checked", "data-initialized"]) each.removeAttribute(name);
    // In the order of the alphabet; the two do not write them in the same one.
    const attributes = [...each.attributes].toSorted((one, other) => (one.name < other.name ? -1 : 1));
    for (const { name } of attributes) each.removeAttribute(name);
    for (const { name, value } of attributes) each.setAttribute(name, value);
  }
  return copy.innerHTML.replaceAll(/<!--.*?-->/g, "");
}

const asked = (name: string) => program.asked.filter((each) => each.name === name).map(({ request }) => request);

describe("each door", () => {
  const all = (["fi", "en"] as const).flatMap((language) => statesWithDoor.map((status) => [doorName(status, language) ?? "", status, language] as [string, Status, Language]));

  it("has a name of its own", () => {
    expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
    expect(Object.keys(doors.doors).toSorted()).toEqual(all.map(([name]) => name).toSorted());
  });

  it.each(all)("%s is what the program draws in its place", async (_name, state, language) => {
    const status = { ...state, folder: state.folder && folder };
    expect(openPage(status, { language })).toBe(true);
    expect(document.activeElement, "somewhere to begin").not.toBe(document.body);
    const taken = await takeOver(status, root, { language });
    expect(faults, "the program finds what it would draw").toEqual([]);
    const takenOver = plain(...root.childNodes);
    taken.unmount();
    const { container } = await takeOver(status, undefined, { language });
    expect(takenOver).toBe(plain(...container.childNodes));
  });

  it("is the same from build to build", async () => {
    expect(await renderDoors()).toEqual(doors);
  });
});

describe("before the program is there", () => {
  it("the folder is shown as text, by its last part", () => {
    openPage(locked);
    expect(screen.getByTitle(folder).textContent).toBe("Firma <b>&amp; pojat");
    expect(root.innerHTML).not.toContain(anyFolder);
  });

  it("language and theme are the ones of the settings", () => {
    openPage(locked, { language: "fi", theme: "dark" });
    expect(document.documentElement.lang).toBe("fi");
    expect(document.documentElement.dataset["mantineColorScheme"]).toBe("dark");
    expect(root.textContent).toContain("Työtila on lukittu.");
  });

  it.each([
    ["the page was loaded again", locked, "reload"],
    ["the workspace is open", { ...locked, state: "unlocked" }, "navigate"],
    ["work is still ending", { ...locked, closing: true }, "navigate"],
    ["the folder is not known", { ...locked, folder: null }, "navigate"],
  ] as const)("nothing is shown when %s", (_why, status, type) => {
    expect(openPage(status, {}, type)).toBe(false);
    expect(root.innerHTML).toBe("");
  });

  it("nothing is shown when nothing came with the page", () => {
    expect(showDoor(root, doors)).toBe(false);
  });
});

describe("when the program takes over", () => {
  const field = () => screen.getByLabelText<HTMLInputElement>("Passphrase");
  const open = () => screen.getByRole<HTMLButtonElement>("button", { name: "Open" });

  it("what was typed and ticked stays, and so do the focus and the caret", async () => {
    openPage(withKeyStore);
    const before = field();
    await userEvent.type(before, "green horses");
    await userEvent.click(screen.getByLabelText("Remember on this machine"));
    await userEvent.click(before);
    before.setSelectionRange(5, 7);
    const button = plain(open());
    await takeOver(withKeyStore, root);
    expect(field()).toBe(before);
    expect(document.activeElement).toBe(before);
    expect([before.value, before.selectionStart, before.selectionEnd]).toEqual(["green horses", 5, 7]);
    expect(screen.getByLabelText<HTMLInputElement>("Remember on this machine").checked).toBe(true);
    expect(plain(open()), "it was to be pressed before as it is now").toBe(button);
    await userEvent.click(open());
    await waitFor(() => expect(asked("unlock")).toEqual([{ passphrase: "green horses", remember: true }]));
  });

  it("nothing can be sent while nothing stands in the field", async () => {
    openPage(locked);
    await userEvent.type(field(), "a{Backspace}{Enter}");
    expect(open().disabled).toBe(true);
    const button = plain(open());
    await takeOver(locked, root);
    expect(plain(open())).toBe(button);
    await userEvent.type(field(), "green{Enter}");
    await waitFor(() => expect(asked("unlock")).toEqual([{ passphrase: "green", remember: false }]));
  });

  it("Enter was pressed: it opens with what stood there then", async () => {
    openPage(locked);
    await userEvent.type(field(), "green horses{Enter}x");
    await takeOver(locked, root);
    await waitFor(() => expect(asked("unlock")).toEqual([{ passphrase: "green horses", remember: false }]));
  });

  it("the demo firm opens with Enter alone", async () => {
    openPage(demo);
    await userEvent.keyboard("{Enter}");
    await takeOver(demo, root);
    await waitFor(() => expect(asked("unlock")).toEqual([{ passphrase: "demo", remember: false }]));
  });

  it("what is prefilled is selected, so that typing replaces it", () => {
    openPage(demo);
    expect([field().selectionStart, field().selectionEnd]).toEqual([0, 4]);
  });

  it("a way that was chosen is taken, once", async () => {
    openPage(missing);
    await userEvent.dblClick(screen.getByText("Try with a demo firm"));
    await takeOver(missing, root);
    await screen.findByText("Making the demo firm");
    expect(asked("create_demo")).toEqual([{}]);
  });

  it("the first choice has the focus and is taken by Enter", async () => {
    openPage(missing);
    await userEvent.keyboard("{Enter}");
    await takeOver(missing, root);
    await screen.findByLabelText("The firm's name");
  });

  it("the language that was chosen is set", async () => {
    openPage(missing);
    await userEvent.click(screen.getByText("Suomi"));
    await takeOver(missing, root);
    await waitFor(() => expect(asked("save_device_settings")).toEqual([{ ...settings, language: "fi" }]));
    await screen.findByText("Tervetuloa Pelikirjaan");
  });

  it("the passphrase is shown to whoever asked to see it, and the field keeps the focus", async () => {
    openPage(locked);
    await userEvent.type(field(), "green");
    await userEvent.click(screen.getByLabelText("Show or hide the passphrase"));
    expect(document.activeElement).toBe(field());
    await takeOver(locked, root);
    await waitFor(() => expect(field().type).toBe("text"));
    expect(field().value).toBe("green");
  });
});
