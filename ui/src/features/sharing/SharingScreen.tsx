import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconFolder, IconKey, IconPlayerPause, IconPlayerPlay, IconRefresh, IconUserPlus } from "@tabler/icons-react";
import { Link, useNavigate, useRouter } from "@tanstack/react-router";
import { useState } from "react";

import { GuardedButton } from "@/components/guarded";
import { Details, type Fact, RecordPage, Section } from "@/components/record";
import type { SyncStatus } from "@/ipc/bindings/SyncStatus";
import { chooseFolder } from "@/ipc/files";
import { showNotice, showProblem } from "@/shared/changes";
import { syncChanged, useChange, useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";
import { useConflicts } from "@/shared/sync";

import { InviteDrawer } from "./InviteDrawer";
import { MattersList } from "./MattersList";
import { NotShared } from "./NotShared";
import { PeopleSection } from "./PeopleSection";
import classes from "./Sharing.module.css";
import { mattersOf } from "./standing";
import { momentText, useMatterWords } from "./useMatterWords";
import { WhatTheHostSees } from "./WhatTheHostSees";

/** One firm on many machines: the folder that carries it, how the exchange stands, and who belongs to it. */
export function SharingScreen() {
  const { t } = useLingui();
  const answer = useCommand("sync_status", {});
  const back = useBack();
  useShortcuts(msg`Shared folder and people`, [{ keys: "Escape", label: msg`Back`, run: back, keysOnly: true }]);
  if (answer.data?.shared) return <Shared status={answer.data} onBack={back} />;
  return (
    <RecordPage
      title={answer.data && t`Shared folder and people`}
      onBack={back}
      error={answer.error}
      onRetry={() => void answer.refetch()}
      side={<WhatTheHostSees />}
    >
      {answer.data && <NotShared />}
      <PeopleSection shared={false} onInvite={() => {}} />
    </RecordPage>
  );
}

function useBack(): () => void {
  const router = useRouter();
  const navigate = useNavigate();
  return () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/settings" }));
}

function Shared({ status, onBack }: { status: SyncStatus; onBack: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useMatterWords();
  const { may, denied } = usePermissions();
  const conflicts = useConflicts().length;
  const [inviting, { open: openInvite, close: closeInvite }] = useDisclosure();
  const [invitee, setInvitee] = useState<string | null>(null);
  const round = useChange("sync_now", { onDone: syncChanged });
  const pause = useChange("pause_sync", { onDone: syncChanged });
  const rotate = useChange("rotate_keys", { onDone: () => showNotice(t`New keys are in use from now on`) });
  const move = useChange("move_shared_folder", {
    onDone: () => {
      syncChanged();
      showNotice(t`The shared folder was found`);
    },
  });
  const chooseMove = () => chooseFolder(t`Where is the shared folder now?`).then((folder) => folder !== null && move.mutate({ folder }), showProblem);
  const invite = (member: string | null) => {
    setInvitee(member);
    openInvite();
  };
  useShortcuts(msg`Shared folder and people`, [
    { keys: "y", label: msg`Synchronise now`, run: () => round.mutate({}) },
    ...(may("invite") ? [{ keys: "i", label: msg`Invite`, run: () => invite(null) }] : []),
  ]);
  const matters = mattersOf(status);
  const facts: Fact[] = [
    { label: t`State`, value: words(matters[0]).short },
    { label: t`Last synchronised`, value: status.last_round_at === null ? t`not yet` : momentText(format, status.last_round_at) },
    {
      label: t`Conflicts`,
      value: conflicts === 0 ? t`none` : <ConflictsLink count={format.number(conflicts)} />,
    },
  ];
  return (
    <RecordPage
      title={t`Shared folder and people`}
      subtitle={<span className={classes.path}>{status.folder}</span>}
      onBack={onBack}
      facts={facts}
      actions={
        <>
          <GuardedButton leftSection={<IconUserPlus size={16} stroke={1.5} />} denial={denied("invite")} onClick={() => invite(null)}>
            <Trans>Invite</Trans>
          </GuardedButton>
          <Button variant="default" leftSection={<IconRefresh size={16} stroke={1.5} />} onClick={() => round.mutate({})} loading={round.isPending}>
            <Trans>Synchronise now</Trans>
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size="input-sm" variant="default" aria-label={t`More`}>
                <IconDots size={16} stroke={1.5} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={status.paused ? <IconPlayerPlay size={16} stroke={1.5} /> : <IconPlayerPause size={16} stroke={1.5} />}
                onClick={() => pause.mutate({ paused: !status.paused })}
              >
                {status.paused ? <Trans>Resume synchronising</Trans> : <Trans>Pause synchronising</Trans>}
              </Menu.Item>
              <Menu.Item leftSection={<IconFolder size={16} stroke={1.5} />} onClick={() => void chooseMove()}>
                <Trans>The folder has moved</Trans>
              </Menu.Item>
              {may("rotate_keys") && (
                <Menu.Item leftSection={<IconKey size={16} stroke={1.5} />} onClick={() => rotate.mutate({})}>
                  <Trans>Begin new keys</Trans>
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </>
      }
      side={
        <>
          <WhatTheHostSees />
          <Section title={t`The folder`}>
            <Details
              rows={[
                { label: t`Files`, value: format.number(status.files) },
                { label: t`Size`, value: format.bytes(status.bytes) },
              ]}
            />
          </Section>
        </>
      }
    >
      <MattersList matters={matters} onMove={() => void chooseMove()} />
      <PeopleSection shared onInvite={invite} />
      <InviteDrawer member={invitee} folder={status.folder} opened={inviting} onClose={closeInvite} />
    </RecordPage>
  );
}

function ConflictsLink({ count }: { count: string }) {
  return (
    <Anchor component={Link} to="/sharing/conflicts" inherit>
      <Trans>{count} to settle</Trans>
    </Anchor>
  );
}
