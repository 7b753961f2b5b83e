import { Trans, useLingui } from "@lingui/react/macro";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { GuardedButton } from "@/components/guarded";
import { Section } from "@/components/record";
import { TextSkeleton } from "@/components/Skeletons";
import type { Device } from "@/ipc/bindings/Device";
import type { Member } from "@/ipc/bindings/Member";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";

import { MemberDrawer } from "./MemberDrawer";
import { Person } from "./Person";
import { type Removal, RemovalDialog } from "./RemovalDialog";
import { RenameDrawer } from "./RenameDrawer";
import classes from "./Sharing.module.css";

interface PeopleSectionProps {
  shared: boolean;
  /** Invites a machine of a member; null asks whose. */
  onInvite: (member: string | null) => void;
}

/** The people of the firm and their machines; those who have left stay in the history and are shown last. */
export function PeopleSection({ shared, onInvite }: PeopleSectionProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { denied } = usePermissions();
  const members = useCommand("list_members", {});
  const devices = useCommand("list_devices", {}, { enabled: shared });
  const invitations = useCommand("list_invitations", { all: true }, { enabled: shared });
  const [editing, setEditing] = useState<{ member: Member | null; opened: boolean }>({ member: null, opened: false });
  const [renaming, setRenaming] = useState<{ device: Device | null; opened: boolean }>({ device: null, opened: false });
  const [removal, setRemoval] = useState<Removal | null>(null);
  const error = members.error ?? devices.error ?? invitations.error;
  const waiting = members.data === undefined || (shared && devices.data === undefined);
  const machinesOf = (member: string) => (devices.data ?? []).filter((device) => device.member === member);
  const owners = new Set((devices.data ?? []).filter(({ removed }) => !removed).map(({ member }) => member));
  const soleOwner = shared ? (members.data ?? []).filter(({ id, role, active }) => role === "owner" && active && owners.has(id)) : (members.data ?? []).filter(({ role, active }) => role === "owner" && active);
  const sorted = (members.data ?? []).toSorted((left, right) => Number(right.active) - Number(left.active) || format.compare(left.name, right.name));
  return (
    <Section
      title={t`People and machines`}
      count={waiting ? undefined : sorted.filter(({ active }) => active).length}
      actions={
        <GuardedButton variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} denial={denied("member", "make")} onClick={() => setEditing({ member: null, opened: true })}>
          <Trans>Add a person</Trans>
        </GuardedButton>
      }
    >
      {error ? (
        <ErrorState error={error} retry={() => void Promise.all([members.refetch(), ...(shared ? [devices.refetch(), invitations.refetch()] : [])])} />
      ) : waiting ? (
        <TextSkeleton lines={5} />
      ) : (
        <ul className={classes.people}>
          {sorted.map((member) => (
            <Person
              key={member.id}
              member={member}
              shared={shared}
              machines={machinesOf(member.id)}
              invitations={(invitations.data ?? []).filter((invitation) => invitation.member === member.id)}
              lastOwner={soleOwner.length === 1 && soleOwner[0]?.id === member.id}
              onEdit={() => setEditing({ member, opened: true })}
              onInvite={() => onInvite(member.id)}
              onRename={(device) => setRenaming({ device, opened: true })}
              onRemove={setRemoval}
            />
          ))}
        </ul>
      )}
      {shared && !error && !waiting && sorted.length === 1 && (
        <GuardedButton variant="default" mt="sm" denial={denied("invite")} onClick={() => onInvite(null)}>
          <Trans>Invite the first colleague</Trans>
        </GuardedButton>
      )}
      <MemberDrawer
        member={editing.member}
        leaves={editing.member === null || machinesOf(editing.member.id).every(({ removed }) => removed)}
        opened={editing.opened}
        onClose={() => setEditing((now) => ({ ...now, opened: false }))}
      />
      <RenameDrawer device={renaming.device} opened={renaming.opened} onClose={() => setRenaming((now) => ({ ...now, opened: false }))} />
      <RemovalDialog removal={removal} onClose={() => setRemoval(null)} />
    </Section>
  );
}
