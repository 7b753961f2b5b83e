import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Member } from "@/ipc/bindings/Member";
import type { MemberBase } from "@/ipc/bindings/MemberBase";
import type { Role } from "@/ipc/bindings/Role";
import type { SaveMember } from "@/ipc/bindings/SaveMember";

import { changed } from "@/shared/changed";

/** A member as one types it. */
export type MemberFacts = { name: string; role: Role; email: string; phone: string; active: boolean; log_place: number };

export function memberFacts(member: Member | null): MemberFacts {
  return { name: member?.name ?? "", role: member?.role ?? "manager", email: member?.email ?? "", phone: member?.phone ?? "", active: member?.active ?? true, log_place: member?.log_place ?? 0 };
}

export function checkMember({ name, email }: MemberFacts): Partial<Record<keyof MemberFacts, MessageDescriptor>> {
  return {
    ...(name.trim() === "" ? { name: msg`Needed` } : {}),
    ...(email.trim() === "" || /^\S+@\S+$/.test(email.trim()) ? {} : { email: msg`Not in the right form` }),
  };
}

/** Of a known member only what differs from what the form began from; of a new one everything. An emptied field is cleared. */
export function toSaveMember(member: Member | null, facts: MemberFacts, began: MemberFacts = memberFacts(member)): SaveMember {
  const { email, phone, log_place: _, ...rest }: Partial<MemberFacts> = member ? changed(began, facts) : facts;
  return {
    ...(member ? { id: member.id, base: baseOf(began) } : {}),
    ...rest,
    ...(email === undefined ? {} : { email: email.trim() || null }),
    ...(phone === undefined ? {} : { phone: phone.trim() || null }),
  };
}

/** What the form began from, as the program takes it; the role is changed elsewhere. */
function baseOf({ name, email, phone, active, log_place }: MemberFacts): MemberBase {
  return { name, email: email || null, phone: phone || null, active, log_place };
}
