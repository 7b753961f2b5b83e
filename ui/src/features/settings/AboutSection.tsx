import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";

import { CopyButton } from "@/components/CopyButton";
import { CopyLogButton } from "@/components/CopyLogButton";
import { Details } from "@/components/record";
import { useStatus } from "@/shared/status";

import classes from "./Settings.module.css";
import { SettingsSection } from "./SettingsSection";

/** Which program this is, where the data is, and what to send to whoever helps. */
export function AboutSection() {
  const { t } = useLingui();
  const status = useStatus();
  const folder = status?.folder;
  return (
    <SettingsSection anchor="about" title={t`About`}>
      <Details
        rows={[
          { label: t`Version`, value: `Pelikirja ${status?.version ?? ""}` },
          {
            label: t`Data folder`,
            value: folder ? (
              <span className={classes.path}>
                <span className={classes.words}>{folder}</span>
                <CopyButton text={folder} label={t`Copy the path`} />
              </span>
            ) : (
              "–"
            ),
          },
        ]}
      />
      <div>
        <CopyLogButton />
        <Text size="xs" c="dimmed" mt={4}>
          <Trans>What the program did and how long it took. It contains no customers, people or texts.</Trans>
        </Text>
      </div>
    </SettingsSection>
  );
}
