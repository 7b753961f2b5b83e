import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { RemoveDemoDialog } from "@/components/RemoveDemo";

import { SettingsSection } from "./SettingsSection";

/** The way from the invented firm to one's own. */
export function DemoSection() {
  const { t } = useLingui();
  const [asking, { open, close }] = useDisclosure();
  return (
    <SettingsSection anchor="demo" title={t`Demo firm`} description={<Trans>Every name and figure here is invented. Try what you like; nothing can break.</Trans>}>
      <div>
        <Button variant="default" onClick={open}>
          <Trans>Remove the demo firm and start our own</Trans>
        </Button>
      </div>
      <RemoveDemoDialog opened={asking} onClose={close} />
    </SettingsSection>
  );
}
