import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Attendance } from "@/ipc/bindings/Attendance";
import type { BlockKind } from "@/ipc/bindings/BlockKind";
import type { FilledBy } from "@/ipc/bindings/FilledBy";
import type { MeetingState } from "@/ipc/bindings/MeetingState";
import type { MinutesState } from "@/ipc/bindings/MinutesState";
import type { NextStep } from "@/ipc/bindings/NextStep";
import type { PreparationState } from "@/ipc/bindings/PreparationState";
import type { PromiseDirection } from "@/ipc/bindings/PromiseDirection";
import type { PromiseState } from "@/ipc/bindings/PromiseState";

/** Names of meetings, their forms and what comes of them, that several screens show. */
export const meetingStateWords = {
  planned: msg({ message: "Planned", context: "meeting" }),
  held: msg({ message: "Held", context: "meeting" }),
  cancelled_by_customer: msg`Cancelled by the customer`,
  cancelled_by_us: msg`Cancelled by us`,
} satisfies Record<MeetingState, MessageDescriptor>;

export const attendanceWords = {
  invited: msg`Invited`,
  accepted: msg`Coming`,
  declined: msg`Not coming`,
  present: msg`Was there`,
  absent: msg`Was not there`,
} satisfies Record<Attendance, MessageDescriptor>;

export const preparationStateWords = {
  draft: msg({ message: "In the making", context: "preparation" }),
  completed: msg({ message: "Completed", context: "preparation" }),
  approved: msg({ message: "Approved", context: "preparation" }),
} satisfies Record<PreparationState, MessageDescriptor>;

export const minutesStateWords = {
  draft: msg({ message: "In the making", context: "minutes" }),
  closed: msg({ message: "Closed", context: "minutes" }),
} satisfies Record<MinutesState, MessageDescriptor>;

export const filledByWords = {
  assistant: msg`Assistant`,
  owner: msg({ message: "Owner", context: "of a meeting" }),
} satisfies Record<FilledBy, MessageDescriptor>;

export const blockWords = {
  attendees: msg`Who attends`,
  orders: msg`Orders and their trend`,
  products: msg`What they buy and what stopped`,
  promises: msg`Open promises`,
  last_minutes: msg`The last minutes`,
  signals: msg`Noticed now`,
  actions: msg`Open next actions`,
} satisfies Record<BlockKind, MessageDescriptor>;

export const promiseDirectionWords = {
  ours: msg`We promised`,
  theirs: msg`The customer promised`,
} satisfies Record<PromiseDirection, MessageDescriptor>;

export const promiseStateWords = {
  open: msg({ message: "Open", context: "promise" }),
  kept: msg({ message: "Kept", context: "promise" }),
  late: msg({ message: "Kept late", context: "promise" }),
  broken: msg({ message: "Broken", context: "promise" }),
  withdrawn: msg({ message: "Withdrawn", context: "promise" }),
} satisfies Record<PromiseState, MessageDescriptor>;

export type NextStepKind = NextStep["kind"];

export const nextStepWords = {
  meeting: msg`Next meeting`,
  action: msg`Next action`,
  none: msg`Nothing`,
} satisfies Record<NextStepKind, MessageDescriptor>;
