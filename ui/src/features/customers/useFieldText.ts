import { useLingui } from "@lingui/react/macro";

import type { LadderStep } from "@/ipc/bindings/LadderStep";
import type { LifecycleStage } from "@/ipc/bindings/LifecycleStage";
import { useFormat } from "@/shared/format";
import { useMembers, useTiers } from "@/shared/status";
import { ladderWords, stageWords } from "@/shared/words";

/** A value of a field as it is stored, in words: names for identities, days for dates. */
export function useFieldText(): (field: string, value: string | null) => string {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const members = useMembers();
  const tiers = useTiers();
  return (field, value) => {
    if (value === null || value === "") return t`empty`;
    switch (field) {
      case "owner":
      case "deputy":
        return members.get(value)?.name ?? value;
      case "tier":
        return tiers.get(value)?.name ?? value;
      case "language":
        return languageName(value, i18n.locale);
      case "stage":
        return value in stageWords ? i18n._(stageWords[value as LifecycleStage]) : value;
      case "ladder":
        return value in ladderWords ? i18n._(ladderWords[value as LadderStep]) : value;
      default:
        return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.date(value) : value;
    }
  };
}

/** The name of a language in another; a code that is none stays as it is. */
export function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
