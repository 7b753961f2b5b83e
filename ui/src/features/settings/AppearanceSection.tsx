import { useLingui } from "@lingui/react/macro";
import { Input, SegmentedControl, Select } from "@mantine/core";
import { useId } from "react";

import type { Language } from "@/ipc/bindings/Language";
import type { Theme } from "@/ipc/bindings/Theme";
import { offered, systemLanguage } from "@/shared/language";

import classes from "./Settings.module.css";
import { SettingsSection } from "./SettingsSection";
import { useMachine } from "./useMachine";

/** Language, light or dark: of this machine, at once. */
export function AppearanceSection() {
  const { t } = useLingui();
  const themeLabel = useId();
  const { settings, save } = useMachine();
  const system = "system";
  const systemName = offered[systemLanguage()].name;
  const themes: { value: Theme; label: string }[] = [
    { value: "auto", label: t`As the system` },
    { value: "light", label: t`Light` },
    { value: "dark", label: t`Dark` },
  ];
  return (
    <SettingsSection anchor="appearance" title={t`Appearance`}>
      <Select
        label={t`Language`}
        className={classes.short}
        value={settings?.language ?? system}
        onChange={(value) => save({ language: value === null || value === system ? null : (value as Language) })}
        data={[{ value: system, label: t`As the system (${systemName})` }, ...Object.entries(offered).map(([value, { name }]) => ({ value, label: name }))]}
      />
      <Input.Wrapper label={<span id={themeLabel}>{t`Light or dark`}</span>} labelElement="div">
        <div>
          <SegmentedControl aria-labelledby={themeLabel} value={settings?.theme ?? "auto"} onChange={(value) => save({ theme: value as Theme })} data={themes} />
        </div>
      </Input.Wrapper>
    </SettingsSection>
  );
}
