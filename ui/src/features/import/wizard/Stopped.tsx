import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { EmptyState } from "@/components/EmptyState";

interface StoppedProps {
  title: string;
  /** The words of the button that starts it again. */
  again: string;
  onAgain: () => void;
  children?: ReactNode;
}

/** The user stopped the work: nothing of it was kept. */
export function Stopped({ title, again, onAgain, children }: StoppedProps) {
  return (
    <EmptyState
      icon={IconHandStop}
      title={title}
      actions={
        <>
          {children}
          <Button onClick={onAgain}>{again}</Button>
        </>
      }
    >
      <Trans>Nothing was changed.</Trans>
    </EmptyState>
  );
}
