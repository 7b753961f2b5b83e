import { i18n, type Messages } from "@lingui/core";
import { useLingui } from "@lingui/react";

import type { Language } from "@/ipc/bindings/Language";

import { offered } from "./offered";

export { offered, systemLanguage } from "./offered";

/** Only the catalog that is used is read: they are large, and the first content waits for it. */
const catalogs: Record<Language, () => Promise<{ messages: Messages }>> = {
  fi: () => import("@/locales/fi.po"),
  en: () => import("@/locales/en.po"),
};
const loaded = new Set<Language>();
let wanted: Language | null = null;

/** Reads the texts of a language, so that it can be switched to at once. */
export async function loadLanguage(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  const { messages } = await catalogs[language]();
  i18n.load(language, messages);
  loaded.add(language);
}

/** Switches every text, number and date to a language: at once if it is loaded, else when it is. */
export async function activateLanguage(language: Language): Promise<void> {
  wanted = language;
  if (!loaded.has(language)) await loadLanguage(language);
  // Another one may have been chosen meanwhile.
  if (wanted !== language) return;
  i18n.activate(language, offered[language].locale);
  document.documentElement.lang = language;
}

/** The language in use; a component that calls this is drawn again when it changes. */
export function useLanguage(): Language {
  return useLingui().i18n.locale as Language;
}
