import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Badge, Button, Menu } from "@mantine/core";
import { IconDeviceLaptop, IconDots, IconHistory, IconMailForward, IconPencil, IconUserX } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import { ConflictMark } from "@/components/conflicts";
import { GuardedItem } from "@/components/guarded";
import { MemberAvatar } from "@/components/people";
import type { Device } from "@/ipc/bindings/Device";
import type { Member } from "@/ipc/bindings/Member";
import type { Invitation as InvitationMade } from "@/ipc/bindings/Invitation";
import { showNotice } from "@/shared/changes";
import { syncChanged, useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";
import { useStatus } from "@/shared/status";

import { Machine } from "./Machine";
import type { Removal } from "./RemovalDialog";
import { RoleMenu } from "./RoleMenu";
import classes from "./Sharing.module.css";

interface PersonProps {
  member: Member;
  shared: boolean;
  machines: readonly Device[];
  invitations: readonly InvitationMade[];
  /** Whether nobody would be left who may decide on people. */
  lastOwner: boolean;
  onEdit: () => void;
  onInvite: () => void;
  onRename: (device: Device) => void;
  onRemove: (removal: Removal) => void;
}

/** A person of the firm: role, machines, and an invitation that nobody has used yet. */
export function Person({ member, shared, machines, invitations, lastOwner, onEdit, onInvite, onRename, onRemove }: PersonProps) {
  const { t } = useLingui();
  const me = useStatus()?.me;
  const navigate = useNavigate();
  const { may } = usePermissions();
  const mayEdit = may("member", "email", member.id === me ? "own" : "other");
  const present = machines.filter(({ removed }) => !removed);
  // Machines that are gone matter only while something of theirs waits to be decided on.
  const shown = machines.filter(({ removed, set_aside }) => !removed || set_aside > 0);
  const alone = lastOwner ? { reason: t`Somebody has to be the owner: make another person one first.`, quiet: false } : null;
  const open = invitations.filter(({ state }) => state === "open");
  const actions = (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t`More about ${member.name}`}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHistory size={16} stroke={1.5} />} onClick={() => void navigate({ to: "/sharing/people/$member", params: { member: member.id } })}>
          <Trans>What they have done</Trans>
        </Menu.Item>
        {mayEdit && (
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={onEdit}>
            <Trans>Change</Trans>
          </Menu.Item>
        )}
        {shared && member.active && may("invite") && (
          <Menu.Item leftSection={<IconDeviceLaptop size={16} stroke={1.5} />} onClick={onInvite}>
            {present.length === 0 ? <Trans>Invite</Trans> : <Trans>Invite another machine</Trans>}
          </Menu.Item>
        )}
        {present.length > 0 && may("change_members") && (
          <GuardedItem leftSection={<IconUserX size={16} stroke={1.5} />} color="red" denial={alone} onClick={() => onRemove({ kind: "member", member })}>
            <Trans>Remove from the firm</Trans>
          </GuardedItem>
        )}
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <li className={classes.person} data-away={!member.active || undefined}>
      <div className={classes.line}>
        <span className={classes.who}>
          {mayEdit ? (
            <Anchor component="button" type="button" size="sm" onClick={onEdit}>
              <MemberAvatar member={member.id} withName />
            </Anchor>
          ) : (
            <MemberAvatar member={member.id} withName />
          )}
          <ConflictMark table="member" record={member.id} label={member.name} />
          {member.id === me && <Badge size="sm">{t`You`}</Badge>}
          {!member.active && (
            <Badge size="sm" color="gray">
              {t`Has left`}
            </Badge>
          )}
        </span>
        <RoleMenu member={member} bySync={shared && present.length > 0} lastOwner={lastOwner} />
        <span className={classes.faint} title={member.email ?? undefined}>
          {member.email ?? "–"}
        </span>
        {actions}
      </div>
      {shared && (
        <ul className={classes.machines} aria-label={t`Machines of ${member.name}`}>
          {shown.map((device) => (
            <Machine key={device.id} device={device} onRename={() => onRename(device)} onRemove={() => onRemove({ kind: "device", device, owner: member.name })} />
          ))}
          {open.map((invitation) => (
            <Invitation key={invitation.id} invitation={invitation} />
          ))}
          {member.active && shown.length === 0 && open.length === 0 && (
            <li className={classes.machine}>
              <span className={classes.faint}>
                <WhyNoMachine invitations={invitations} />
              </span>
              {may("invite") && (
                <Button variant="default" size="compact-sm" onClick={onInvite}>
                  <Trans>Invite</Trans>
                </Button>
              )}
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

/** What became of the newest invitation of somebody without a machine. */
function WhyNoMachine({ invitations }: { invitations: readonly InvitationMade[] }) {
  const format = useFormat();
  const last = invitations.toSorted((left, right) => right.expires_at - left.expires_at)[0];
  if (last?.state === "used") return <Trans>The invitation was used; nothing has been heard of the machine yet</Trans>;
  if (last?.state === "expired") {
    const when = format.dateTime(last.expires_at);
    return <Trans>The invitation expired on {when}</Trans>;
  }
  return <Trans>No machine yet</Trans>;
}

function Invitation({ invitation }: { invitation: InvitationMade }) {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = usePermissions();
  const cancel = useChange("cancel_invitation", {
    onDone: () => {
      syncChanged();
      showNotice(t`Invitation taken back`);
    },
  });
  const until = format.dateTime(invitation.expires_at);
  return (
    <li className={classes.machine}>
      <IconMailForward size={16} stroke={1.5} aria-hidden />
      <span className={`${classes.faint} ${classes.machineAbout}`}>
        <Trans>Invited; the words work until {until}</Trans>
      </span>
      {may("invite") && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => cancel.mutate({ id: invitation.id })} loading={cancel.isPending}>
          <Trans>Take back</Trans>
        </Button>
      )}
    </li>
  );
}
