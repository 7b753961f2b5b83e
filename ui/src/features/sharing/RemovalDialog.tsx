import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Text } from "@mantine/core";
import { useState } from "react";

import { Dialog } from "@/components/Dialog";
import type { Device } from "@/ipc/bindings/Device";
import type { Invitation } from "@/ipc/bindings/Invitation";
import type { Member } from "@/ipc/bindings/Member";
import { showNotice } from "@/shared/changes";
import { syncChanged, useChange } from "@/shared/data";

import { OpenInvitations } from "./OpenInvitations";

export type Removal = { kind: "device"; device: Device; owner: string } | { kind: "member"; member: Member };

interface RemovalDialogProps {
  removal: Removal | null;
  onClose: () => void;
}

/**
 * Shuts a machine or a person out. Undo cannot bring that back, because the keys change: so it says what it does
 * and what it does not before it is done.
 */
export function RemovalDialog({ removal, onClose }: RemovalDialogProps) {
  const { t } = useLingui();
  // What is being removed stays on the screen while the dialog closes.
  const [shown, setShown] = useState(removal);
  if (removal && removal !== shown) setShown(removal);
  // Words that whoever is gone may still have.
  const [open, setOpen] = useState<readonly Invitation[]>([]);
  const name = shown?.kind === "device" ? shown.device.name || t`Unnamed machine` : (shown?.member.name ?? "");
  const done = () => {
    syncChanged();
    showNotice(t`Removed: ${name}`);
    onClose();
  };
  const removeDevice = useChange("remove_device", { onDone: done });
  const removeMember = useChange("remove_member", {
    onDone: ({ open_invitations: left }) => {
      setOpen(left);
      done();
    },
  });
  const pending = removeDevice.isPending || removeMember.isPending;
  const remove = () => {
    if (removal?.kind === "device") removeDevice.mutate({ id: removal.device.id });
    if (removal?.kind === "member") removeMember.mutate({ id: removal.member.id });
  };
  return (
    <>
      <OpenInvitations name={name} invitations={open} onClose={() => setOpen([])} />
      <Dialog opened={removal !== null} onClose={onClose} title={shown?.kind === "device" ? t`Remove ${name}` : t`Remove ${name} from the firm`} size="lg">
        <List size="sm" spacing={6} mb="md">
          <List.Item>
            {shown?.kind === "device" ? (
              <Trans>From now on the machine gets nothing new: the firm takes new keys into use.</Trans>
            ) : (
              <Trans>From now on none of their machines gets anything new: the firm takes new keys into use.</Trans>
            )}
          </List.Item>
          <List.Item>
            <Trans>What is written there after this counts for nobody. It is set aside, and an owner can take it over.</Trans>
          </List.Item>
          <List.Item>
            <Trans>What was sent before stays, with the name of who wrote it.</Trans>
          </List.Item>
          <List.Item>
            <Text inherit fw={500}>
              <Trans>What they already have, they keep: nothing is deleted from a machine that is somewhere else.</Trans>
            </Text>
          </List.Item>
          <List.Item>
            <Trans>Take away the right to the shared folder, too, where the folder is looked after.</Trans>
          </List.Item>
        </List>
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={pending} data-autofocus>
            <Trans>Cancel</Trans>
          </Button>
          <Button color="red" onClick={remove} loading={pending}>
            {shown?.kind === "device" ? <Trans>Remove the machine</Trans> : <Trans>Remove from the firm</Trans>}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
