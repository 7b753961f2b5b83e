/**
 * A shortcut is written as steps with a space between: `g t`, `mod+k`, `shift+x`, `?`, `ArrowDown`.
 * `mod` is Command on macOS and Control elsewhere. A sign such as `?` is written as itself: which keys
 * make it differs between keyboards, so Shift does not count for it.
 */
export type Keys = string;

export type Platform = "macos" | "windows" | "linux";

export function platformOf(userAgent: string = navigator.userAgent): Platform {
  if (/Mac OS|Macintosh/.test(userAgent)) return "macos";
  return /Windows/.test(userAgent) ? "windows" : "linux";
}

/** The step that a key press makes, or null for a modifier by itself. */
export function stepOf(event: KeyboardEvent, platform: Platform): string | null {
  if (["Control", "Shift", "Alt", "Meta", "AltGraph", "Dead"].includes(event.key)) return null;
  // AltGr arrives as Control and Alt together; the sign it makes is what was meant.
  const altGr = event.getModifierState?.("AltGraph") || (event.ctrlKey && event.altKey && event.key.length === 1);
  const mod = platform === "macos" ? event.metaKey : event.ctrlKey;
  const letter = /^\p{L}$/u.test(event.key);
  const key = event.key === " " ? "Space" : letter ? event.key.toLowerCase() : event.key;
  const shiftCounts = letter || event.key.length > 1;
  return [
    mod && !altGr ? "mod" : null,
    event.altKey && !altGr ? "alt" : null,
    event.shiftKey && shiftCounts ? "shift" : null,
    key,
  ]
    .filter((part) => part !== null)
    .join("+");
}

const signs: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Escape: "Esc",
  Backspace: "⌫",
  PageUp: "PgUp",
  PageDown: "PgDn",
};

/** The names on the keys of a step, as the platform writes them: `["⌘", "K"]`, `["Ctrl", "K"]`. */
export function keyNames(step: string, platform: Platform): string[] {
  const mac = platform === "macos";
  return step.split(/\+(?=.)/).map((part) => {
    if (part === "mod") return mac ? "⌘" : "Ctrl";
    if (part === "alt") return mac ? "⌥" : "Alt";
    if (part === "shift") return mac ? "⇧" : "Shift";
    return signs[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}
