export { keyNames, type Keys, type Platform } from "./keys";
export { type Shortcut, type ShortcutGroup, type ShortcutRegistry, shortcuts } from "./registry";
export { ShortcutLayer, useAllShortcuts, useShortcuts } from "./useShortcuts";
