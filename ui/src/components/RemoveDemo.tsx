import { Trans } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";

import { useChange } from "@/shared/data";
import { statusChanged } from "@/shared/status";

import { Dialog } from "./Dialog";

/**
 * Away with the demo firm. This is one of the few things that undo cannot bring back, because the whole
 * workspace goes: so it says what goes and what stays before it is done.
 */
export function RemoveDemoDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const remove = useChange("remove_demo", { onDone: statusChanged });
  return (
    <Dialog opened={opened} onClose={onClose} title={<Trans>Remove the demo firm</Trans>} size="md">
      <Text size="sm" mb="md">
        <Trans>The invented firm goes, and with it what you tried in it. Then you can make a workspace for your own firm. The demo firm can be made again at any time.</Trans>
      </Text>
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={onClose} disabled={remove.isPending}>
          <Trans>Keep it</Trans>
        </Button>
        <Button onClick={() => remove.mutate({})} loading={remove.isPending} data-autofocus>
          <Trans>Remove and start our own</Trans>
        </Button>
      </Group>
    </Dialog>
  );
}
