import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";

import { Dialog } from "@/components/Dialog";
import type { Invitation } from "@/ipc/bindings/Invitation";
import { call } from "@/ipc/call";
import { showNotice, showProblem } from "@/shared/changes";
import { syncChanged } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { useMembers } from "@/shared/status";

import classes from "./Sharing.module.css";

interface OpenInvitationsProps {
  /** Who was removed. */
  name: string;
  /** None keeps it closed. */
  invitations: readonly Invitation[];
  onClose: () => void;
}

/** After a person was removed: invitations whose words they may have, and one click to take them all back. */
export function OpenInvitations({ name, invitations, onClose }: OpenInvitationsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const members = useMembers();
  const [busy, setBusy] = useState(false);
  const takeBack = async () => {
    setBusy(true);
    try {
      await Promise.all(invitations.map(({ id }) => call("cancel_invitation", { id })));
      showNotice(t`Invitations taken back`);
      onClose();
    } catch (problem) {
      showProblem(problem);
    } finally {
      setBusy(false);
      syncChanged();
    }
  };
  return (
    <Dialog opened={invitations.length > 0} onClose={onClose} title={t`Open invitations`}>
      <Text size="sm">
        <Trans>These invitations have not been used, and {name} may know their words. Take them back, and make new ones for those who still need one.</Trans>
      </Text>
      <ul className={classes.open}>
        {invitations.map(({ id, member, expires_at: until }) => (
          <li key={id}>
            <span>{members.get(member)?.name ?? t`somebody`}</span>
            <span className={classes.faint}>
              <Trans>until {format.dateTime(until)}</Trans>
            </span>
          </li>
        ))}
      </ul>
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={onClose} disabled={busy}>
          <Trans>Leave them</Trans>
        </Button>
        <Button onClick={() => void takeBack()} loading={busy} data-autofocus>
          <Trans>Take them back</Trans>
        </Button>
      </Group>
    </Dialog>
  );
}
