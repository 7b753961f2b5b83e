import type { Language } from "./Language";
import type { Theme } from "./Theme";
export type DeviceSettings = { language: Language | null, theme: Theme, lock_after_minutes: number | null, backup_folder: string | null, };
