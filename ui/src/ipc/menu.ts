import { invoke } from "@tauri-apps/api/core";

import type { Language } from "./bindings/Language";
import { noteCrash } from "./log";

/** Has the menu of the window, where the system shows one, speak the language of the interface. */
export async function setMenuLanguage(language: Language): Promise<void> {
  try {
    await invoke("set_menu_language", { language });
  } catch (problem) {
    // A menu in another language is no reason to say anything.
    noteCrash(problem);
  }
}
