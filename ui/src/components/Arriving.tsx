import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconCloudDownload } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import { EmptyState } from "./EmptyState";

/** In place of nothing while the firm's files are still being read here: what comes, and that one need not wait for it. */
export function Arriving({ what }: { what: "firm" | "orders" }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  return (
    <div role="status">
      <EmptyState
        icon={IconCloudDownload}
        title={what === "firm" ? t`The firm is on its way to this machine` : t`The orders are still coming`}
        actions={
          <Button variant="default" onClick={() => void navigate({ to: "/sharing" })}>
            <Trans>See how it stands</Trans>
          </Button>
        }
      >
        {what === "firm" ? (
          <Trans>The customers appear here as soon as their files have been read. Meanwhile you can look around.</Trans>
        ) : (
          <Trans>The customers are here already. The queue appears once the orders have been read; meanwhile you can work.</Trans>
        )}
      </EmptyState>
    </div>
  );
}
