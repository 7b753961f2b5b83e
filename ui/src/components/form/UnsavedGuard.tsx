import { Trans } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { Dialog } from "../Dialog";

/**
 * Keeps unsaved work from being lost by a slip: closing and going elsewhere ask first, but only while
 * something has been typed. This is the one question the program asks; what is saved can be undone.
 *
 * @returns `leave`, to be called instead of `onLeave`, and the question to draw
 */
export function useUnsavedGuard(dirty: boolean, onLeave: () => void): { leave: () => void; guard: ReactNode } {
  const [asking, setAsking] = useState(false);
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: false, withResolver: true });
  const blocked = blocker.status === "blocked";
  const stay = () => {
    setAsking(false);
    blocker.reset?.();
  };
  const discard = () => {
    setAsking(false);
    if (blocked) blocker.proceed();
    onLeave();
  };
  return {
    leave: () => (dirty ? setAsking(true) : onLeave()),
    guard: (
      <Dialog opened={asking || blocked} onClose={stay} title={<Trans>Unsaved changes</Trans>} size="sm" zIndex={300}>
        <Text size="sm" mb="md">
          <Trans>What you typed has not been saved.</Trans>
        </Text>
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={discard}>
            <Trans>Discard</Trans>
          </Button>
          <Button onClick={stay} data-autofocus>
            <Trans>Keep editing</Trans>
          </Button>
        </Group>
      </Dialog>
    ),
  };
}
