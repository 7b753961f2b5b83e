import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";
import type { Status } from "@/ipc/bindings/Status";

/** What the window's program knew when it opened the page (`src-tauri/src/window.rs`). */
export interface CameWithPage {
  readonly settings: DeviceSettings;
  readonly status: Status;
}

declare global {
  interface Window {
    readonly pelikirjaStart?: CameWithPage;
  }
}

/** What came with the page, unless the page was loaded again: much may have happened since. */
export function cameWithPage(): CameWithPage | null {
  const [navigation] = performance.getEntriesByType("navigation");
  const type = (navigation as PerformanceNavigationTiming | undefined)?.type;
  return type === "navigate" ? (window.pelikirjaStart ?? null) : null;
}
