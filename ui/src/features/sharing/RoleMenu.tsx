import { Trans, useLingui } from "@lingui/react/macro";
import { Menu, Text, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";

import type { Member } from "@/ipc/bindings/Member";
import type { Role } from "@/ipc/bindings/Role";
import { call } from "@/ipc/call";
import { showChange, showLocalChange } from "@/shared/changes";
import { syncChanged, useChange } from "@/shared/data";
import { usePermissions } from "@/shared/permissions";
import { roleWords } from "@/shared/words";

import { roleDescriptions } from "./roles";
import classes from "./Sharing.module.css";

interface RoleMenuProps {
  member: Member;
  /** Whether the role counts on other machines: then it is signed, and undone by giving the old one back. */
  bySync: boolean;
  lastOwner: boolean;
}

/** What a person may do: a word for most, a menu for owners. */
export function RoleMenu({ member, bySync, lastOwner }: RoleMenuProps) {
  const { t, i18n } = useLingui();
  const { may } = usePermissions();
  const give = async (role: Role) => {
    await call("set_role", { member: member.id, role });
    syncChanged();
  };
  const set = useChange("set_role", {
    onDone: (_, { role }) => {
      syncChanged();
      const says = (now: Role) => {
        const [name, word] = [member.name, i18n._(roleWords[now])];
        return t`${name}: ${word}`;
      };
      showLocalChange({ message: says(role), undone: says(member.role), undo: () => give(member.role) });
    },
  });
  const save = useChange("save_member", { onDone: ({ transaction }) => showChange({ message: t`Member changed`, transaction }) });
  const choose = (role: Role) => {
    if (role === member.role) return;
    if (bySync) set.mutate({ member: member.id, role });
    else save.mutate({ id: member.id, role, base: { role: member.role, log_place: member.log_place } });
  };
  const word = i18n._(roleWords[member.role]);
  if (!may("change_roles") || !member.active) return <span className={`${classes.role} ${classes.faint}`}>{word}</span>;
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <UnstyledButton className={classes.role} aria-label={t`Role of ${member.name}: ${word}`}>
          {word}
          <IconChevronDown size={14} stroke={1.5} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(roleWords) as Role[]).map((role) => (
          <Menu.Item
            key={role}
            disabled={lastOwner && role !== "owner"}
            onClick={() => choose(role)}
            rightSection={role === member.role ? <IconCheck size={16} stroke={1.5} aria-hidden /> : null}
            {...(role === member.role ? { "aria-current": "true" as const } : {})}
          >
            <div>{i18n._(roleWords[role])}</div>
            <Text size="xs" c="dimmed">
              {i18n._(roleDescriptions[role])}
            </Text>
          </Menu.Item>
        ))}
        {lastOwner && (
          <Menu.Label>
            <Trans>Somebody has to be the owner: make another person one first.</Trans>
          </Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
