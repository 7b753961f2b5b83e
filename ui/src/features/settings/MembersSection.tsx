import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Badge, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { MemberAvatar } from "@/components/people";
import { TextSkeleton } from "@/components/Skeletons";
import type { Member } from "@/ipc/bindings/Member";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { useStatus } from "@/shared/status";
import { roleWords } from "@/shared/words";

import { MemberDrawer } from "./MemberDrawer";
import classes from "./Settings.module.css";
import { SettingsSection } from "./SettingsSection";

/** The people of the firm; those who have left stay in the history and are shown last. */
export function MembersSection({ readOnly }: { readOnly: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const me = useStatus()?.me;
  const { data: members, error, refetch } = useCommand("list_members", {});
  const [editing, setEditing] = useState<{ member: Member | null; opened: boolean }>({ member: null, opened: false });
  const sorted = members?.toSorted((left, right) => Number(right.active) - Number(left.active) || format.compare(left.name, right.name));
  return (
    <SettingsSection
      anchor="members"
      title={t`Members`}
      description={<Trans>The people who care for customers. Name them all: then customers have owners, and cards can be handed over.</Trans>}
      actions={
        readOnly ? null : (
          <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEditing({ member: null, opened: true })}>
            <Trans>Add a member</Trans>
          </Button>
        )
      }
    >
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {!sorted && !error && <TextSkeleton lines={4} />}
      {sorted && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t`Name`}</th>
              <th scope="col">{t`Role`}</th>
              <th scope="col">{t`E-mail`}</th>
              <th scope="col" className={classes.number}>{t`Customers`}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((member) => (
              <tr key={member.id} data-away={!member.active || undefined}>
                <td>
                  {readOnly ? (
                    <MemberAvatar member={member.id} withName />
                  ) : (
                    <Anchor component="button" type="button" size="sm" onClick={() => setEditing({ member, opened: true })}>
                      <MemberAvatar member={member.id} withName />
                    </Anchor>
                  )}{" "}
                  {member.id === me && <Badge size="sm">{t`You`}</Badge>}
                  {!member.active && (
                    <Badge size="sm" color="gray">
                      {t`Has left`}
                    </Badge>
                  )}
                </td>
                <td>{i18n._(roleWords[member.role])}</td>
                <td className={classes.words}>{member.email ?? "–"}</td>
                <td className={classes.number}>{format.number(member.customers)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MemberDrawer member={editing.member} opened={editing.opened} onClose={() => setEditing((now) => ({ ...now, opened: false }))} />
    </SettingsSection>
  );
}
