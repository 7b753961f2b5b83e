import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";
import { call } from "@/ipc/call";
import { noteCrash } from "@/ipc/log";
import { commandKey, queryClient } from "@/shared/data";
import { activateLanguage, loadLanguage, systemLanguage } from "@/shared/language";

import { cameWithPage } from "./cameWithPage";

/** What is known before the first drawing. */
export interface Start {
  settings: DeviceSettings;
}

const fallback: DeviceSettings = { language: null, theme: "auto", lock_after_minutes: 15, backup_folder: null, narrow_navigation: false };

/** Takes what came with the page: it need not be asked for. */
function takeWhatCame() {
  const came = cameWithPage();
  if (!came) return;
  queryClient.setQueryData(commandKey("get_device_settings", {}), came.settings);
  queryClient.setQueryData(commandKey("status", {}), came.status);
}

/** Reads the settings of the machine and the state of the workspace; a failure shows up on the screen, not here. */
export async function readStart(): Promise<Start> {
  // Most use the language of their system: its texts come while the settings are asked for.
  void loadLanguage(systemLanguage());
  takeWhatCame();
  const [settings] = await Promise.all([
    queryClient.fetchQuery({ queryKey: commandKey("get_device_settings", {}), queryFn: () => call("get_device_settings", {}) }).catch((problem: unknown) => {
      noteCrash(problem);
      return fallback;
    }),
    queryClient.prefetchQuery({ queryKey: commandKey("status", {}), queryFn: () => call("status", {}) }),
  ]);
  await activateLanguage(settings.language ?? systemLanguage());
  return { settings };
}
