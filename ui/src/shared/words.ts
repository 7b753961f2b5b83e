import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { ContactKind } from "@/ipc/bindings/ContactKind";
import type { Direction } from "@/ipc/bindings/Direction";
import type { LadderStep } from "@/ipc/bindings/LadderStep";
import type { LifecycleStage } from "@/ipc/bindings/LifecycleStage";
import type { Role } from "@/ipc/bindings/Role";
import type { Segment } from "@/ipc/bindings/Segment";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import type { StakeholderRole } from "@/ipc/bindings/StakeholderRole";
import type { Stance } from "@/ipc/bindings/Stance";

/** Names of the domain that several screens show. A name that one screen shows stands in that feature. */
export const segmentWords = {
  loyal: msg`Loyal`,
  frequent: msg`Frequent`,
  occasional: msg`Occasional`,
  once: msg`Once`,
  lapsed: msg`Lapsed`,
} satisfies Record<Segment, MessageDescriptor>;

export const signalWords = {
  stopped_ordering: msg`Stopped ordering`,
  order_frequency_falling: msg`Orders less often`,
  order_size_falling: msg`Orders smaller`,
  growing: msg`Growing`,
  bought_once: msg`Bought once`,
  no_contact: msg`No contact`,
  broken_promise: msg`Broken promise`,
} satisfies Record<SignalKind, MessageDescriptor>;

export const contactKindWords = {
  call: msg`Call`,
  visit: msg`Visit`,
  hosting: msg`At our site`,
  lunch: msg`Lunch`,
  email: msg`E-mail`,
  online: msg`Online meeting`,
  letter: msg`Letter`,
  event: msg`Event`,
  service: msg`Service case`,
} satisfies Record<ContactKind, MessageDescriptor>;

export const directionWords = {
  outgoing: msg`From us`,
  incoming: msg`From the customer`,
} satisfies Record<Direction, MessageDescriptor>;

export const roleWords = {
  owner: msg`Owner of the workspace`,
  manager: msg`Account manager`,
  assistant: msg`Team assistant`,
  viewer: msg`Reader`,
} satisfies Record<Role, MessageDescriptor>;

export const stageWords = {
  acquire: msg`Acquire`,
  serve: msg`Serve`,
  deepen: msg`Deepen`,
} satisfies Record<LifecycleStage, MessageDescriptor>;

export const ladderWords = {
  suspect: msg`Suspect`,
  prospect: msg`Prospect`,
  first_time: msg`First-time customer`,
  repeat: msg`Repeat customer`,
  key: msg`Key customer`,
  advocate: msg`Advocate`,
  passive: msg`Passive`,
  former: msg`Former customer`,
} satisfies Record<LadderStep, MessageDescriptor>;

export const stakeholderWords = {
  decision_maker: msg`Decision maker`,
  executive_sponsor: msg`Executive sponsor`,
  champion: msg`Champion`,
  influencer: msg`Influencer`,
  user: msg`User`,
  gatekeeper: msg`Gatekeeper`,
  blocker: msg`Blocker`,
} satisfies Record<StakeholderRole, MessageDescriptor>;

export const stanceWords = {
  advocate: msg`Recommends us`,
  supporter: msg`Supports us`,
  neutral: msg`Neutral`,
  sceptic: msg`Sceptic`,
  hostile: msg`Hostile`,
} satisfies Record<Stance, MessageDescriptor>;

/** What was done about a signal, as it is stored. */
export const handlingWords = {
  open: msg`Still to be done`,
  snoozed: msg`Snoozed`,
  done: msg`Done`,
  dismissed: msg`False alarm`,
} satisfies Record<string, MessageDescriptor>;
