import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Member } from "@/ipc/bindings/Member";
import type { Role } from "@/ipc/bindings/Role";
import type { SaveMember } from "@/ipc/bindings/SaveMember";

import { changed } from "@/shared/changed";

/** A member as one types it. */
export type MemberFacts = { name: string; role: Role; email: string; phone: string; active: boolean };

export function memberFacts(member: Member | null): MemberFacts {
  return { name: member?.name ?? "", role: member?.role ?? "manager", email: member?.email ?? "", phone: member?.phone ?? "", active: member?.active ?? true };
}

export function checkMember({ name, email }: MemberFacts): Partial<Record<keyof MemberFacts, MessageDescriptor>> {
  return {
    ...(name.trim() === "" ? { name: msg`Needed` } : {}),
    ...(email.trim() === "" || /^\S+@\S+$/.test(email.trim()) ? {} : { email: msg`Not in the right form` }),
  };
}

/** Of a known member only what differs from what the form began from; of a new one everything. An emptied field is cleared. */
export function toSaveMember(member: Member | null, facts: MemberFacts, began: MemberFacts = memberFacts(member)): SaveMember {
  const { email, phone, ...rest } = member ? changed(began, facts) : facts;
  return {
    ...(member ? { id: member.id } : {}),
    ...rest,
    ...(email === undefined ? {} : { email: email.trim() || null }),
    ...(phone === undefined ? {} : { phone: phone.trim() || null }),
  };
}
