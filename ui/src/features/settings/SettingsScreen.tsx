import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Text, Title } from "@mantine/core";
import { useRef } from "react";

import option from "@/components/option.module.css";
import { usePermissions } from "@/shared/permissions";
import { useStatus } from "@/shared/status";

import { AboutSection } from "./AboutSection";
import { AppearanceSection } from "./AppearanceSection";
import { BackupsSection } from "./BackupsSection";
import { CheckSection } from "./CheckSection";
import { DemoSection } from "./DemoSection";
import { FirmSections } from "./FirmSections";
import { LockSection } from "./LockSection";
import { PeopleLinkSection } from "./PeopleLinkSection";
import classes from "./Settings.module.css";
import { TemplatesSection } from "./TemplatesSection";
import { TiersSection } from "./TiersSection";
import { useSectionInView } from "./useSectionInView";

/** The sections in their order, for the index on the left. */
const index: readonly { anchor: string; label: MessageDescriptor }[] = [
  { anchor: "appearance", label: msg`Appearance` },
  { anchor: "lock", label: msg({ message: "Lock", context: "heading" }) },
  { anchor: "firm", label: msg`The firm` },
  { anchor: "signals", label: msg`Signals` },
  { anchor: "segments", label: msg`Segments` },
  { anchor: "tiers", label: msg`Tiers` },
  { anchor: "templates", label: msg`Preparation forms` },
  { anchor: "members", label: msg`Shared folder and people` },
  { anchor: "backups", label: msg`Backups` },
  { anchor: "check", label: msg`Check the data` },
  { anchor: "demo", label: msg`Demo firm` },
  { anchor: "about", label: msg`About` },
];

/** Everything that can be set, on one page: first what is of this machine, then what is of the firm, then the upkeep. */
export function SettingsScreen() {
  const { t, i18n } = useLingui();
  const demo = useStatus()?.demo ?? false;
  const { may } = usePermissions();
  const page = useRef<HTMLDivElement>(null);
  const { inView, goTo } = useSectionInView(page);
  return (
    <div className={classes.page} ref={page}>
      <Title order={1} className={classes.title}>
        <Trans>Settings</Trans>
      </Title>
      <nav className={`${classes.index} pk-no-print`} aria-label={t`Sections of the settings`}>
        {index
          .filter(({ anchor }) => demo || anchor !== "demo")
          .map(({ anchor, label }) => (
            <button key={anchor} type="button" className={`${option.option} ${classes.part}`} onClick={() => goTo(anchor)} aria-current={inView === anchor ? "true" : undefined}>
              {i18n._(label)}
            </button>
          ))}
      </nav>
      <div>
        <AppearanceSection />
        <LockSection />
        {!may("change_playbook") && (
          <Text size="sm" c="dimmed" mb="sm">
            <Trans>What follows is the same for the whole firm. You see it; only an owner of the workspace changes it.</Trans>
          </Text>
        )}
        <FirmSections />
        <TiersSection />
        <TemplatesSection />
        <PeopleLinkSection />
        <BackupsSection />
        <CheckSection />
        {demo && <DemoSection />}
        <AboutSection />
      </div>
    </div>
  );
}
