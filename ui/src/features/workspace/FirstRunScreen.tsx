import { Trans, useLingui } from "@lingui/react/macro";
import { Group, SegmentedControl, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { type Icon, IconBuilding, IconChevronRight, IconPlayerPlay } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";

import { useChange } from "@/shared/data";
import { useDeviceSettings } from "@/shared/settings";
import { offered, useLanguage } from "@/shared/language";
import { statusChanged } from "@/shared/status";
import type { Language } from "@/ipc/bindings/Language";

import { CreateWorkspaceForm } from "./CreateWorkspaceForm";
import { Doorway } from "./Doorway";
import classes from "./FirstRunScreen.module.css";

/** The very first screen: the language, and whether to begin with one's own firm or to look at an invented one. */
export function FirstRunScreen() {
  const { t } = useLingui();
  const language = useLanguage();
  const { save } = useDeviceSettings();
  const [creating, setCreating] = useState(false);
  const demo = useChange("create_demo", { onDone: statusChanged });
  return (
    <Doorway>
      {creating ? (
        <CreateWorkspaceForm onBack={() => setCreating(false)} />
      ) : (
        <Stack>
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <Title order={1}>
              <Trans>Welcome to Pelikirja</Trans>
            </Title>
            <SegmentedControl
              size="xs"
              aria-label={t`Language`}
              value={language}
              onChange={(value) => save({ language: value as Language })}
              data={Object.entries(offered).map(([value, { name }]) => ({ value, label: name }))}
            />
          </Group>
          <Text c="dimmed">
            <Trans>Whom should we call today, and why? Pelikirja reads it from your own orders. Everything stays on this machine, encrypted.</Trans>
          </Text>
          <Choice icon={IconBuilding} title={t`Start with our firm`} onClick={() => setCreating(true)}>
            <Trans>Make a workspace and bring in what accounting exports.</Trans>
          </Choice>
          <Choice icon={IconPlayerPlay} title={t`Try with a demo firm`} onClick={() => demo.mutate({})} busy={demo.isPending}>
            <Trans>An invented wholesaler with a thousand customers. Easy to remove.</Trans>
          </Choice>
        </Stack>
      )}
    </Doorway>
  );
}

interface ChoiceProps {
  icon: Icon;
  title: string;
  busy?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Choice({ icon: Picture, title, busy = false, onClick, children }: ChoiceProps) {
  return (
    <UnstyledButton className={classes.choice} onClick={onClick} disabled={busy} aria-busy={busy}>
      <Picture size={22} stroke={1.5} aria-hidden />
      <div className={classes.words}>
        <Text fw={500}>{title}</Text>
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      </div>
      <IconChevronRight size={18} stroke={1.5} aria-hidden />
    </UnstyledButton>
  );
}
