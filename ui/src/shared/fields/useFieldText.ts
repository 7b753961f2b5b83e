import { useLingui } from "@lingui/react/macro";

import type { Attendance } from "@/ipc/bindings/Attendance";
import type { ContactKind } from "@/ipc/bindings/ContactKind";
import type { Direction } from "@/ipc/bindings/Direction";
import type { LadderStep } from "@/ipc/bindings/LadderStep";
import type { LifecycleStage } from "@/ipc/bindings/LifecycleStage";
import type { MeetingState } from "@/ipc/bindings/MeetingState";
import type { PromiseDirection } from "@/ipc/bindings/PromiseDirection";
import type { PromiseState } from "@/ipc/bindings/PromiseState";
import type { Role } from "@/ipc/bindings/Role";
import type { StakeholderRole } from "@/ipc/bindings/StakeholderRole";
import type { Stance } from "@/ipc/bindings/Stance";
import { useFormat } from "@/shared/format";
import { attendanceWords, meetingStateWords, type NextStepKind, nextStepWords, promiseDirectionWords, promiseStateWords } from "@/shared/meetingWords";
import { useCurrency, useMembers, useTiers } from "@/shared/status";
import { contactKindWords, directionWords, handlingWords, ladderWords, roleWords, stageWords, stakeholderWords, stanceWords } from "@/shared/words";

/** A value of a field as it is stored, in words: names for identities, days for dates. The table tells two roles apart. */
export function useFieldText(): (field: string, value: string | null, table?: string) => string {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const members = useMembers();
  const tiers = useTiers();
  const currency = useCurrency();
  return (field, value, table) => {
    if (value === null || value === "") return t`empty`;
    switch (field) {
      case "owner":
      case "deputy":
      case "member":
      case "assigned_to":
      case "completed_by":
      case "approved_by":
      case "closed_by":
        return members.get(value)?.name ?? value;
      case "tier":
        return tiers.get(value)?.name ?? value;
      case "language":
        return languageName(value, i18n.locale);
      case "kind":
        return value in contactKindWords ? i18n._(contactKindWords[value as ContactKind]) : value;
      case "direction":
        if (table === "promise") return value in promiseDirectionWords ? i18n._(promiseDirectionWords[value as PromiseDirection]) : value;
        return value in directionWords ? i18n._(directionWords[value as Direction]) : value;
      case "role":
        if (table === "member") return value in roleWords ? i18n._(roleWords[value as Role]) : value;
        return value in stakeholderWords ? i18n._(stakeholderWords[value as StakeholderRole]) : value;
      case "stance":
        return value in stanceWords ? i18n._(stanceWords[value as Stance]) : value;
      case "attendance":
        return value in attendanceWords ? i18n._(attendanceWords[value as Attendance]) : value;
      case "next_step":
        return value in nextStepWords ? i18n._(nextStepWords[value as NextStepKind]) : value;
      case "begins":
        return format.minuteOfDay(Number(value));
      case "duration":
      case "alarm_minutes":
        return t`${value} min`;
      case "completed_at":
      case "approved_at":
      case "closed_at":
        return format.dateTime(Number(value));
      case "two_way":
      case "no_promises":
      case "is_primary":
      case "active":
      case "shared":
        return value === "1" ? t`yes` : t`no`;
      case "stage":
        return value in stageWords ? i18n._(stageWords[value as LifecycleStage]) : value;
      case "state":
        if (table === "meeting") return value in meetingStateWords ? i18n._(meetingStateWords[value as MeetingState]) : value;
        if (table === "promise") return value in promiseStateWords ? i18n._(promiseStateWords[value as PromiseState]) : value;
        return value in handlingWords ? i18n._(handlingWords[value as keyof typeof handlingWords]) : value;
      case "list_price":
        return format.money(Number(value), { currency });
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
