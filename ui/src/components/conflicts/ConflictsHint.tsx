import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Group } from "@mantine/core";
import { IconArrowBackUp, IconArrowsSplit2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import type { Conflict } from "@/ipc/bindings/Conflict";
import { useMembers } from "@/shared/status";
import { useConflicts } from "@/shared/sync";

import { GuardedButton } from "../guarded";
import classes from "./Conflicts.module.css";
import { useSettle } from "./useSettle";

interface ConflictsHintProps {
  customer: string;
  name: string;
  className?: string | undefined;
}

/** On a customer's page: that the customer came back, and how many conflicts it and what belongs to it have. Nothing when there are none. */
export function ConflictsHint({ customer, name, className }: ConflictsHintProps) {
  const conflicts = useConflicts().filter((conflict) => conflict.customer === customer);
  const back = conflicts.find(({ table, record, revived }) => table === "customer" && record === customer && revived);
  const count = conflicts.length - (back ? 1 : 0);
  return (
    <>
      {back && <CameBack conflict={back} name={name} className={className} />}
      {count > 0 && (
        <div className={className}>
          <IconArrowsSplit2 size={16} stroke={1.5} aria-hidden />
          <span>
            <Plural value={count} one="Two people have changed the same thing here without knowing of each other." other="Two people have changed the same things here without knowing of each other: # conflicts." />
          </span>
          <Anchor component={Link} to="/sharing/conflicts" search={{ customer } as never} inherit>
            <Trans>Settle</Trans>
          </Anchor>
        </div>
      )}
    </>
  );
}

/** The customer was deleted by one and changed by the other: who, and one click for either. */
function CameBack({ conflict, name, className }: { conflict: Conflict; name: string; className?: string | undefined }) {
  const { t } = useLingui();
  const members = useMembers();
  const { keep, takeOther, settling, denialOf } = useSettle();
  const denial = denialOf(conflict);
  const nameOf = (member: string | null) => members.get(member ?? "")?.name ?? t`somebody`;
  const deleter = nameOf(conflict.other_by.member);
  const editor = nameOf(conflict.kept_by.member);
  return (
    <div className={className} role="status">
      <IconArrowBackUp size={16} stroke={1.5} aria-hidden />
      <span className={classes.words}>
        <Trans>
          Deleted by {deleter} and changed by {editor} at the same time: the customer came back.
        </Trans>
      </span>
      <Group gap={6} className={classes.buttons}>
        <GuardedButton variant="default" size="compact-sm" denial={denial} disabled={settling} onClick={() => keep(conflict)} aria-label={t`Leave it here: ${name}`}>
          <Trans>Leave it here</Trans>
        </GuardedButton>
        <GuardedButton variant="default" size="compact-sm" denial={denial} disabled={settling} onClick={() => takeOther(conflict)} aria-label={t`Delete after all: ${name}`}>
          <Trans>Delete after all</Trans>
        </GuardedButton>
      </Group>
    </div>
  );
}
