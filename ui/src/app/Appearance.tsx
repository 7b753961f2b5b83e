import { MantineProvider } from "@mantine/core";
import { type ReactNode, useEffect, useLayoutEffect } from "react";

import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";
import { setMenuLanguage } from "@/ipc/menu";
import { useCommand } from "@/shared/data";
import { activateLanguage, systemLanguage } from "@/shared/language";

import { printsLight } from "./printsLight";
import { cssVariables, theme } from "./theme/theme";

/** Language and light or dark, as the settings of this machine say; follows them when they change. */
export function Appearance({ initial, children }: { initial: DeviceSettings; children: ReactNode }) {
  const settings = useCommand("get_device_settings", {}).data ?? initial;
  const wanted = settings.language ?? systemLanguage();
  useEffect(() => {
    void activateLanguage(wanted);
    void setMenuLanguage(wanted);
  }, [wanted]);
  useEffect(printsLight, []);
  const { theme: chosen } = settings;
  useLayoutEffect(() => {
    // The provider follows the system until its effects have run; what is drawn before must not flash in the other theme.
    if (chosen !== "auto") document.documentElement.setAttribute("data-mantine-color-scheme", chosen);
  }, [chosen]);
  const forced = chosen === "auto" ? {} : { forceColorScheme: chosen };
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={unkept} {...forced}>
      {children}
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
