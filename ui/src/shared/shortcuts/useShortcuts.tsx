import type { MessageDescriptor } from "@lingui/core";
import { createContext, type ReactNode, use, useEffect, useRef, useSyncExternalStore } from "react";

import { type Shortcut, type ShortcutGroup, shortcuts } from "./registry";

const Layer = createContext(0);

/** What stands inside works on top: the shortcuts of everything below sleep while this is shown. */
export function ShortcutLayer({ children }: { children: ReactNode }) {
  const layer = use(Layer) + 1;
  useEffect(() => shortcuts.addLayer(layer), [layer]);
  return <Layer value={layer}>{children}</Layer>;
}

/**
 * Registers the shortcuts of a screen for as long as it is shown.
 *
 * The functions may change with every drawing; a shortcut that does not apply now is simply left out.
 */
export function useShortcuts(title: MessageDescriptor, list: readonly Shortcut[]): void {
  const layer = use(Layer);
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  const shape = JSON.stringify(list.map(({ keys, label }) => [keys, label.id, label.values]));
  useEffect(() => {
    const group: ShortcutGroup = {
      title,
      layer,
      shortcuts: latest.current.map((shortcut, index) => ({
        ...shortcut,
        run: (event) => latest.current[index]?.run(event),
      })),
    };
    return shortcuts.add(group);
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- `shape` stands for `list`, whose functions are looked up when they are needed
  }, [title.id, layer, shape]);
}

/** All shortcuts that are registered now. */
export function useAllShortcuts(): readonly ShortcutGroup[] {
  return useSyncExternalStore(shortcuts.subscribe, shortcuts.groups);
}
