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
      case "stage":
        return value in stageWords ? i18n._(stageWords[value as LifecycleStage]) : value;
      case "ladder":
        return value in ladderWords ? i18n._(ladderWords[value as LadderStep]) : value;
      default:
        return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.date(value) : value;
    }
  };
}
