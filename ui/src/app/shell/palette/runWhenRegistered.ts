import type { MessageDescriptor } from "@lingui/core";

import { type Shortcut, type ShortcutRegistry, shortcuts } from "@/shared/shortcuts";

/** How long a screen may take to come, milliseconds. */
const patience = 3000;

function find(registry: ShortcutRegistry, label: MessageDescriptor): Shortcut | undefined {
  return registry.groups().flatMap((group) => group.shortcuts).find((shortcut) => shortcut.label.id === label.id);
}

/** Does what a screen registers under a label, as soon as that screen is there: for actions that begin with going somewhere. */
export function runWhenRegistered(label: MessageDescriptor, registry: ShortcutRegistry = shortcuts): void {
  const run = (shortcut: Shortcut) => shortcut.run(new KeyboardEvent("keydown"));
  const now = find(registry, label);
  if (now) {
    run(now);
    return;
  }
  const stop = registry.subscribe(() => {
    const found = find(registry, label);
    if (!found) return;
    end();
    // Not while the screen is still being drawn.
    setTimeout(() => run(found));
  });
  const timer = setTimeout(stop, patience);
  const end = () => {
    stop();
    clearTimeout(timer);
  };
}
