import { folderName } from "@/features/workspace/folderName";
import { systemLanguage } from "@/shared/offered";

import { cameWithPage } from "../cameWithPage";
import { rememberActs } from "./acts";
import { anyFolder, doorName, type Doors } from "./doors";

declare global {
  interface Window {
    /** There when the door was shown before the program: to be called once the program has taken over. */
    pelikirjaDoor?: { readonly takenOver: () => Promise<void> };
  }
}

/** How long the program waits for the door to be painted, milliseconds: a window that is covered paints nothing. */
const patience = 200;

/** Shows the door, if it is known which, and then has the program loaded: what is small first, so that it is seen first. */
export function begin(doors: Doors, program: string): void {
  let loading = false;
  const load = () => {
    if (loading) return;
    loading = true;
    document.head.append(Object.assign(document.createElement("script"), { type: "module", src: program }));
  };
  const root = document.getElementById("root");
  if (!root || !showDoor(root, doors)) return load();
  // The frame with the door is painted after this callback; only then the page may be busy.
  requestAnimationFrame(() => setTimeout(load));
  setTimeout(load, patience);
}

/** Puts the door in the page as the program is going to draw it. False when it is not known which it is. */
export function showDoor(root: HTMLElement, { common, doors }: Doors): boolean {
  const came = cameWithPage();
  if (!came) return false;
  const { settings, status } = came;
  const language = settings.language ?? systemLanguage();
  const name = doorName(status, language);
  const markup = name === null ? undefined : doors[name];
  if (markup === undefined) return false;

  const dark = settings.theme === "auto" ? window.matchMedia("(prefers-color-scheme: dark)").matches : settings.theme === "dark";
  document.documentElement.lang = language;
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  root.innerHTML = common + markup;

  const place = root.querySelector<HTMLElement>(`[title="${anyFolder}"]`);
  if (place && status.folder !== null) {
    place.title = status.folder;
    if (place.textContent === folderName(anyFolder)) place.textContent = folderName(status.folder);
  }
  window.pelikirjaDoor = { takenOver: rememberActs() };
  const first = root.querySelector<HTMLElement>("[autofocus]");
  first?.focus();
  // What is prefilled is selected, so that typing replaces it.
  if (first instanceof HTMLInputElement) first.select();
  return true;
}
