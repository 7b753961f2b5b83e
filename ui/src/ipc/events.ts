import { listen } from "@tauri-apps/api/event";

import type { AppEvent } from "./bindings/AppEvent";

/**
 * Calls `handle` for everything that the program tells by itself.
 *
 * @returns a function that stops listening
 */
export function listenToApp(handle: (event: AppEvent) => void): () => void {
  let stopped = false;
  const stop = listen<AppEvent>("app", (event) => {
    if (!stopped) handle(event.payload);
  });
  return () => {
    stopped = true;
    void stop.then((unlisten) => unlisten());
  };
}
