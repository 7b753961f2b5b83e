import { useLingui } from "@lingui/react/macro";
import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";

import { KeyHint } from "@/components/KeyHint";
import { useAllShortcuts } from "@/shared/shortcuts";

/** Ctrl/Cmd+K: everything that the registered shortcuts can do, by name. */
export function Palette() {
  const { t, i18n } = useLingui();
  const groups = useAllShortcuts();
  const actions = groups.flatMap(({ shortcuts }) =>
    shortcuts
      .filter(({ keysOnly }) => !keysOnly)
      .map<SpotlightActionData>(({ label, keys, run }) => ({
        id: label.id,
        label: i18n._(label),
        rightSection: <KeyHint keys={[keys].flat()[0] ?? ""} />,
        onClick: () => run(new KeyboardEvent("keydown")),
      })),
  );
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound={t`Nothing found`}
      scrollable
      maxHeight={420}
      size={620}
      centered={false}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      transitionProps={{ duration: 0 }}
      searchProps={{ leftSection: <IconSearch size={18} stroke={1.5} />, placeholder: t`Find or do anything` }}
    />
  );
}
