import { openUrl } from "@tauri-apps/plugin-opener";

import { toCallError } from "./errors";

/**
 * Hands an address (`https:`, `mailto:`, `tel:`) to the operating system.
 *
 * @throws {CallError} when nothing there opens it
 */
export async function openAddress(address: string): Promise<void> {
  try {
    await openUrl(address);
  } catch (problem) {
    throw toCallError(problem);
  }
}
