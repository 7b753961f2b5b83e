import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";
import { showNotice } from "@/shared/changes";
import { useDeviceSettings } from "@/shared/settings";

/** Settings of this machine: each change takes effect at once and says so. */
export function useMachine(): { settings: DeviceSettings | undefined; save: (changes: Partial<DeviceSettings>) => void } {
  return useDeviceSettings(() => showNotice(i18n._(msg`Setting saved`)));
}
