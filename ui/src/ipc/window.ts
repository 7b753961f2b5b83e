import { getCurrentWindow } from "@tauri-apps/api/window";

import { noteCrash } from "./log";

/**
 * Does something before the window closes; it closes once that has ended, however it ended.
 *
 * @returns a function that stops it
 */
export function beforeClosing(finish: () => Promise<void>): () => void {
  const stop = getCurrentWindow().onCloseRequested(async () => {
    try {
      await finish();
    } catch (problem) {
      noteCrash(problem);
    }
  });
  return () => void stop.then((unlisten) => unlisten()).catch(noteCrash);
}
