import { Plural, Trans } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import { useConflicts } from "@/shared/sync";

/** On a customer's page: how many conflicts it and what belongs to it have. Nothing when there are none. */
export function ConflictsHint({ customer, className }: { customer: string; className?: string | undefined }) {
  const count = useConflicts().filter((conflict) => conflict.customer === customer).length;
  if (count === 0) return null;
  return (
    <div className={className}>
      <IconArrowsSplit2 size={16} stroke={1.5} aria-hidden />
      <span>
        <Plural value={count} one="Two people have changed the same thing here without knowing of each other." other="Two people have changed the same things here without knowing of each other: # conflicts." />
      </span>
      <Anchor component={Link} to="/sharing/conflicts" search={{ customer } as never} inherit>
        <Trans>Settle</Trans>
      </Anchor>
    </div>
  );
}
