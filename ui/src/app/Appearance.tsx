import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { type ReactNode, useEffect } from "react";

import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";
import { setMenuLanguage } from "@/ipc/menu";
import { useCommand } from "@/shared/data";
import { activateLanguage, systemLanguage, useLanguage } from "@/shared/language";

import { printsLight } from "./printsLight";
import { cssVariables, theme } from "./theme/theme";

import "dayjs/locale/fi";
import "dayjs/locale/en-gb";

/** Language and light or dark, as the settings of this machine say; follows them when they change. */
export function Appearance({ initial, children }: { initial: DeviceSettings; children: ReactNode }) {
  const settings = useCommand("get_device_settings", {}).data ?? initial;
  const language = useLanguage();
  const wanted = settings.language ?? systemLanguage();
  useEffect(() => {
    void activateLanguage(wanted);
    void setMenuLanguage(wanted);
  }, [wanted]);
  useEffect(printsLight, []);
  const forced = settings.theme === "auto" ? {} : { forceColorScheme: settings.theme };
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={unkept} {...forced}>
      <DatesProvider settings={{ locale: language === "fi" ? "fi" : "en-gb", firstDayOfWeek: 1 }}>{children}</DatesProvider>
    </MantineProvider>
  );
}

/** The theme is kept by the program with its other settings, so the web view keeps nothing. */
const unkept = {
  get: () => "auto" as const,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
};
