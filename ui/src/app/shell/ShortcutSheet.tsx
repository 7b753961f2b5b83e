import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text, Title } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";

import { Dialog } from "@/components/Dialog";
import { KeyHint } from "@/components/KeyHint";
import { type Keys, type Shortcut, type ShortcutGroup, useAllShortcuts } from "@/shared/shortcuts";

import classes from "./ShortcutSheet.module.css";

/** One line for one thing, with all the ways to do it. */
function linesOf({ shortcuts }: ShortcutGroup, words: (label: Shortcut["label"]) => string): { text: string; ways: Keys[] }[] {
  const lines = new Map<string, Keys[]>();
  for (const { label, keys } of shortcuts) {
    const text = words(label);
    lines.set(text, [...(lines.get(text) ?? []), ...[keys].flat()]);
  }
  return [...lines].map(([text, ways]) => ({ text, ways }));
}

/** Every shortcut that works on the screen underneath, as the screens registered them; fit to be printed. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const groups = useAllShortcuts();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={<Trans>Shortcuts</Trans>}
      size="xl"
      classNames={{ root: classes.sheet ?? "", inner: classes.inner ?? "", content: classes.content ?? "", header: classes.header ?? "", overlay: "pk-no-print", close: "pk-no-print" }}
    >
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={`${group.title.id} ${group.layer}`} aria-label={i18n._(group.title)}>
            <Title order={3} mb={6}>
              {i18n._(group.title)}
            </Title>
            {linesOf(group, (label) => i18n._(label)).map(({ text, ways }) => (
              <div key={text} className={classes.line}>
                <Text size="sm">{text}</Text>
                <span className={classes.ways}>
                  {ways.map((way) => (
                    <KeyHint key={way} keys={way} />
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
      </div>
      <Group justify="space-between" wrap="nowrap" className="pk-no-print">
        <Text size="xs" c="dimmed">
          <Trans>These work on the screen underneath. Other screens have keys of their own: open this sheet there to see them.</Trans>
        </Text>
        <Button variant="default" leftSection={<IconPrinter size={16} stroke={1.5} />} onClick={() => window.print()} flex="none">
          {t`Print`}
        </Button>
      </Group>
    </Dialog>
  );
}
