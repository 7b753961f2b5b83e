import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import { useMembers } from "@/shared/status";
import { useSyncStatus } from "@/shared/sync";

import { SettingsSection } from "./SettingsSection";

/** People, machines and the shared folder have a screen of their own; here is the way to it. */
export function PeopleLinkSection() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const status = useSyncStatus();
  const people = [...useMembers().values()].filter(({ active }) => active).length;
  return (
    <SettingsSection
      anchor="members"
      title={t`Shared folder and people`}
      description={<Trans>Who belongs to the firm and in which role, their machines, and the folder through which the machines exchange their changes.</Trans>}
      actions={
        <Button variant="default" leftSection={<IconUsers size={16} stroke={1.5} />} onClick={() => void navigate({ to: "/sharing" })}>
          <Trans>Open</Trans>
        </Button>
      }
    >
      <Text size="sm">
        <Plural value={people} one="# person." other="# people." />{" "}
        {status?.shared ? <Trans>The firm is shared through {status.folder ?? ""}.</Trans> : <Trans>The firm is on this machine alone.</Trans>}
      </Text>
    </SettingsSection>
  );
}
