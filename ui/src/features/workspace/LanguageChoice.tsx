import { useLingui } from "@lingui/react/macro";
import { SegmentedControl } from "@mantine/core";

import type { Language } from "@/ipc/bindings/Language";
import { offered, useLanguage } from "@/shared/language";
import { useDeviceSettings } from "@/shared/settings";

import classes from "./LanguageChoice.module.css";

/** The language, each by its own name: whoever does not read the others must find it. */
export function LanguageChoice() {
  const { t } = useLingui();
  const language = useLanguage();
  const { save } = useDeviceSettings();
  return (
    <SegmentedControl
      size="xs"
      classNames={{ root: classes.root, label: classes.label, indicator: classes.mark }}
      aria-label={t`Language`}
      value={language}
      onChange={(value) => save({ language: value as Language })}
      data={Object.entries(offered).map(([value, { name }]) => ({ value, label: name }))}
    />
  );
}
