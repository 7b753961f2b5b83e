import { i18n } from "@lingui/core";
import { useLingui } from "@lingui/react";

import type { Language } from "@/ipc/bindings/Language";
import { messages as en } from "@/locales/en.po";
import { messages as fi } from "@/locales/fi.po";

/** Languages that the settings offer. Another one becomes a line here, a catalog in `lingui.config.ts` and a variant in Rust. */
export const offered: Record<Language, { name: string; locale: string }> = {
  fi: { name: "Suomi", locale: "fi-FI" },
  en: { name: "English", locale: "en-GB" },
};

/** The language that the operating system asks for, among those offered. */
export function systemLanguage(preferred: readonly string[] = navigator.languages): Language {
  for (const tag of preferred) {
    const language = tag.slice(0, 2).toLowerCase();
    if (language in offered) return language as Language;
  }
  return "en";
}

i18n.load({ fi, en });

/** Switches every text, number and date to a language. */
export function activateLanguage(language: Language): void {
  i18n.activate(language, offered[language].locale);
  document.documentElement.lang = language;
}

/** The language in use; a component that calls this is drawn again when it changes. */
export function useLanguage(): Language {
  return useLingui().i18n.locale as Language;
}
