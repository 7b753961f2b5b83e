import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { IconCircleCheck, IconFileImport, IconFilterOff, IconHourglass } from "@tabler/icons-react";

import { Arriving } from "@/components/Arriving";
import { EmptyState } from "@/components/EmptyState";
import { GuardedButton } from "@/components/guarded";
import type { Today } from "@/ipc/bindings/Today";
import { usePermissions } from "@/shared/permissions";
import { useArriving } from "@/shared/sync";

import { type QueueView, setView, type Whose } from "./view";

/** In place of the queue when it has no cards: the first job, or why there is nothing. */
export function EmptyQueue({ today, view }: { today: Today; view: QueueView & { whose: Whose } }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const arriving = useArriving();
  const importDenied = usePermissions().denied("import");
  if (arriving && today.customers === 0) return <Arriving what="firm" />;
  if (today.customers === 0) {
    return (
      <EmptyState
        icon={IconFileImport}
        title={t`Begin with your customer list`}
        actions={<GuardedButton denial={importDenied} onClick={() => void navigate({ to: "/import/new", search: { kind: "customers" } })}>{t`Import customers`}</GuardedButton>}
      >
        <Trans>Bring in the customers as accounting exports them, then their orders. A minute later you see here whom to call, and why.</Trans>
      </EmptyState>
    );
  }
  if (view.kinds.length > 0) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t`No such signals`}
        actions={
          <Button variant="default" onClick={() => setView({ kinds: [] })}>
            <Trans>Show all signals</Trans>
          </Button>
        }
      >
        <Trans>Nobody in this queue shows the chosen signals.</Trans>
      </EmptyState>
    );
  }
  if (arriving && today.orders === 0) return <Arriving what="orders" />;
  if (today.orders === 0) {
    return (
      <EmptyState
        icon={IconFileImport}
        title={t`Now the orders`}
        actions={<GuardedButton denial={importDenied} onClick={() => void navigate({ to: "/import/new", search: { kind: "orders" } })}>{t`Import orders`}</GuardedButton>}
      >
        <Trans>The customers are here. From their orders Pelikirja sees who has gone quiet, who buys less and who is growing.</Trans>
      </EmptyState>
    );
  }
  if (today.computed_at === null) {
    return (
      <EmptyState icon={IconHourglass} title={t`The orders are being read`}>
        <Trans>The queue appears here as soon as it is ready.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconCircleCheck}
      title={t`The queue is empty`}
      actions={
        view.whose === "team" ? null : (
          <Button variant="default" onClick={() => setView({ whose: "team" })}>
            <Trans>Show the whole team’s</Trans>
          </Button>
        )
      }
    >
      {today.done_today > 0 ? (
        <Plural value={today.done_today} one="# customer handled today. New ones appear when something is seen." other="# customers handled today. New ones appear when something is seen." />
      ) : (
        <Trans>Nobody needs a call now. New ones appear when something is seen.</Trans>
      )}
    </EmptyState>
  );
}
