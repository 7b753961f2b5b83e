import type { Language } from "@/ipc/bindings/Language";

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
