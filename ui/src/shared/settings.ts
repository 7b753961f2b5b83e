import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";

import { commandKey, queryClient, useChange, useCommand } from "./data";

/** Settings of this machine, and a way to change some of them; `onSaved` runs after each change. */
export function useDeviceSettings(onSaved?: () => void): { settings: DeviceSettings | undefined; save: (changes: Partial<DeviceSettings>) => void } {
  const settings = useCommand("get_device_settings", {}).data;
  const change = useChange("save_device_settings", {
    onDone: (saved) => {
      queryClient.setQueryData(commandKey("get_device_settings", {}), saved);
      onSaved?.();
    },
  });
  return {
    settings,
    save: (changes) => {
      if (settings) change.mutate({ ...settings, ...changes });
    },
  };
}
