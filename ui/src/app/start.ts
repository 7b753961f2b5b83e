import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";
import type { Status } from "@/ipc/bindings/Status";
import { call } from "@/ipc/call";
import { noteCrash } from "@/ipc/log";
import { commandKey, queryClient } from "@/shared/data";
import { activateLanguage, loadLanguage, systemLanguage } from "@/shared/language";

/** What is known before the first drawing. */
export interface Start {
  settings: DeviceSettings;
}

const fallback: DeviceSettings = { language: null, theme: "auto", lock_after_minutes: 15, backup_folder: null, narrow_navigation: false };

declare global {
  interface Window {
    /** What the window's program knew when it opened the page (`src-tauri/src/window.rs`). */
    readonly pelikirjaStart?: { readonly settings: DeviceSettings; readonly status: Status };
  }
}

/** Takes what came with the page, unless the page was loaded again: much may have happened since. */
function takeWhatCame() {
  const [navigation] = performance.getEntriesByType("navigation");
  const came = window.pelikirjaStart;
  if (!came || (navigation as PerformanceNavigationTiming | undefined)?.type !== "navigate") return;
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
