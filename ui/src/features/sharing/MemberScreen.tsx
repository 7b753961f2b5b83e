import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Badge, Button } from "@mantine/core";
import { IconUserQuestion } from "@tabler/icons-react";
import { useNavigate, useParams, useRouter } from "@tanstack/react-router";

import { EmptyState } from "@/components/EmptyState";
import { type Fact, RecordPage, Section } from "@/components/record";
import type { Member } from "@/ipc/bindings/Member";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { useShortcuts } from "@/shared/shortcuts";
import { useSyncStatus } from "@/shared/sync";
import { roleWords } from "@/shared/words";

import { Activity } from "./Activity";

/** A person of the firm: what they did, when, and on which machine. */
export function MemberScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const router = useRouter();
  const { member: id } = useParams({ from: "/sharing/people/$member" });
  const answer = useCommand("list_members", {});
  const member = answer.data?.find((one) => one.id === id);
  const facts = useFacts(member);
  const toPeople = () => void navigate({ to: "/sharing" });
  const back = () => (router.history.canGoBack() ? router.history.back() : toPeople());
  useShortcuts(msg`Person of the firm`, [{ keys: "Escape", label: msg`Back`, run: back, keysOnly: true }]);
  if (answer.data && !member) {
    return (
      <EmptyState
        icon={IconUserQuestion}
        title={t`There is no such person`}
        actions={
          <Button variant="default" onClick={toPeople}>
            <Trans>Shared folder and people</Trans>
          </Button>
        }
      />
    );
  }
  return (
    <RecordPage
      title={member?.name}
      badges={member && !member.active && <Badge size="sm" color="gray">{t`Has left`}</Badge>}
      subtitle={member && [member.email, member.phone].filter(Boolean).map((one) => <span key={one}>{one}</span>)}
      facts={facts}
      onBack={back}
      error={answer.error}
      onRetry={() => void answer.refetch()}
    >
      {member && (
        <Section title={t`What was done, and on which machine`}>
          <Activity key={member.id} member={member.id} />
        </Section>
      )}
    </RecordPage>
  );
}

function useFacts(member: Member | undefined): readonly Fact[] {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const shared = useSyncStatus()?.shared === true;
  const devices = useCommand("list_devices", {}, { enabled: shared });
  if (!member) return [];
  const machines = (devices.data ?? []).filter((device) => device.member === member.id && !device.removed).map(({ name }) => (name === "" ? t`Unnamed machine` : name));
  return [
    { label: t`Role`, value: i18n._(roleWords[member.role]) },
    { label: t`Customers`, value: format.number(member.customers) },
    ...(shared ? [{ label: t`Machines`, value: machines.length === 0 ? "–" : machines.join(", ") }] : []),
  ];
}
