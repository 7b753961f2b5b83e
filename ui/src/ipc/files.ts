import { invoke } from "@tauri-apps/api/core";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save } from "@tauri-apps/plugin-dialog";

import { toCallError } from "./errors";

export interface FileType {
  /** Name of the type, in the language of the interface. */
  name: string;
  /** Endings without the dot. */
  extensions: string[];
}

/** Lets the user choose a file; null when they think better of it. */
export function chooseFile(title: string, types: FileType[] = []): Promise<string | null> {
  return open({ title, filters: types, multiple: false, directory: false });
}

/** Lets the user choose a folder; null when they think better of it. */
export function chooseFolder(title: string): Promise<string | null> {
  return open({ title, multiple: false, directory: true });
}

/** Asks where to write a file; null when they think better of it. */
export function chooseTarget(title: string, defaultName: string, types: FileType[] = []): Promise<string | null> {
  return save({ title, defaultPath: defaultName, filters: types });
}

/**
 * Shows a file of rejected rows in the file manager.
 *
 * @throws {CallError} when it is gone, is no such file, or there is no file manager
 */
export async function showRejectedFile(path: string): Promise<void> {
  try {
    await invoke("show_rejected_file", { path });
  } catch (problem) {
    throw toCallError(problem);
  }
}

export type Drop = { kind: "over" } | { kind: "left" } | { kind: "dropped"; paths: string[] };

/**
 * Tells about files dragged onto the window. The window catches them itself because only so their paths
 * are known; the events of the web page carry none.
 *
 * @returns a function that stops listening
 */
export function listenToDrops(handle: (drop: Drop) => void): () => void {
  let stopped = false;
  const stop = getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (stopped) return;
    if (payload.type === "drop") handle({ kind: "dropped", paths: payload.paths });
    else if (payload.type === "leave") handle({ kind: "left" });
    else handle({ kind: "over" });
  });
  return () => {
    stopped = true;
    void stop.then((unlisten) => unlisten());
  };
}
