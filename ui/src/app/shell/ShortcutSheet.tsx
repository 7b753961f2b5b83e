import { Trans, useLingui } from "@lingui/react/macro";
import { Text, Title } from "@mantine/core";

import { Dialog } from "@/components/Dialog";
import { KeyHint } from "@/components/KeyHint";
import { useAllShortcuts } from "@/shared/shortcuts";

import classes from "./ShortcutSheet.module.css";

/** Every shortcut that works on the screen underneath, as the screens registered them. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { i18n } = useLingui();
  const groups = useAllShortcuts();
  return (
    <Dialog opened={opened} onClose={onClose} title={<Trans>Shortcuts</Trans>} size="lg">
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={`${group.title.id} ${group.layer}`}>
            <Title order={3} mb={6}>
              {i18n._(group.title)}
            </Title>
            {group.shortcuts.map(({ keys, label }) => (
              <div key={`${label.id} ${[keys].flat()[0]}`} className={classes.line}>
                <Text size="sm">{i18n._(label)}</Text>
                <span className={classes.ways}>
                  {[keys].flat().map((way) => (
                    <KeyHint key={way} keys={way} />
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}
