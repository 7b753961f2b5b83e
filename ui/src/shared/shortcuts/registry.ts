import type { MessageDescriptor } from "@lingui/core";

import { type Keys, platformOf, stepOf } from "./keys";

export interface Shortcut {
  /** One or several ways to press it. */
  keys: Keys | readonly Keys[];
  /** What it does, for the sheet and for Ctrl/Cmd+K. */
  label: MessageDescriptor;
  run: (event: KeyboardEvent) => void;
  /** Also while typing into a field. Only for keys with a modifier, and Escape. */
  inFields?: boolean;
  /** Also while a dialog or drawer is open above the screen that registered it. */
  everywhere?: boolean;
  /** Not offered as a command by Ctrl/Cmd+K, for keys that only make sense as keys (j, k, arrows). */
  keysOnly?: boolean;
}

export interface ShortcutGroup {
  /** Heading in the sheet. */
  title: MessageDescriptor;
  shortcuts: readonly Shortcut[];
  /** Number of dialogs that the screen stands on; set by `useShortcuts`. */
  layer: number;
}

/** How long the second key of `g t` may take, milliseconds. */
const sequencePause = 1200;

/**
 * All shortcuts that work now. There is one for the window; screens add to it with `useShortcuts` and
 * thereby appear in the shortcut sheet and among the commands of Ctrl/Cmd+K.
 */
export class ShortcutRegistry {
  #groups: readonly ShortcutGroup[] = [];
  #layers: number[] = [];
  #listeners = new Set<() => void>();
  #begun: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly platform;

  constructor(platform = platformOf()) {
    this.platform = platform;
  }

  /** Adds a group; the later one wins when two use the same keys. Returns a function that takes it away. */
  add(group: ShortcutGroup): () => void {
    this.#change([...this.#groups, group]);
    return () => this.#change(this.#groups.filter((other) => other !== group));
  }

  /** A dialog opens on top: what lies below it sleeps. Returns a function that ends this. */
  addLayer(layer: number): () => void {
    this.#layers = [...this.#layers, layer];
    return () => {
      const index = this.#layers.indexOf(layer);
      this.#layers = this.#layers.filter((_, other) => other !== index);
    };
  }

  readonly groups = (): readonly ShortcutGroup[] => this.#groups;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Runs what the key press means, if anything. */
  readonly handle = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const step = stepOf(event, this.platform);
    if (step === null) return;
    const steps = [...this.#begun, step];
    const candidates = this.#active(event);
    const whole = candidates.find(({ way }) => way.length === steps.length && way.every((part, index) => part === steps[index]));
    if (whole) {
      this.#forget();
      event.preventDefault();
      whole.shortcut.run(event);
      return;
    }
    if (candidates.some(({ way }) => way.length > steps.length && steps.every((part, index) => part === way[index]))) {
      this.#forget();
      this.#begun = steps;
      this.#timer = setTimeout(() => this.#forget(), sequencePause);
      return;
    }
    const failed = this.#begun.length > 0;
    this.#forget();
    // The wrong second key may be the right first one.
    if (failed) this.handle(event);
  };

  #active(event: KeyboardEvent): { way: string[]; shortcut: Shortcut }[] {
    const place = placeOf(event.target);
    const top = Math.max(0, ...this.#layers);
    const found: { way: string[]; shortcut: Shortcut }[] = [];
    for (const group of this.#groups.toReversed()) {
      for (const shortcut of group.shortcuts) {
        const asleep = !shortcut.everywhere && (group.layer < top || (group.layer === 0 && place.popup));
        if (asleep || (place.field && !shortcut.inFields)) continue;
        for (const keys of [shortcut.keys].flat()) {
          const way = keys.split(" ");
          if (place.pressable && (way[0] === "Enter" || way[0] === "Space")) continue;
          found.push({ way, shortcut });
        }
      }
    }
    return found;
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#begun = [];
  }

  #change(groups: readonly ShortcutGroup[]): void {
    this.#groups = groups;
    for (const listener of this.#listeners) listener();
  }
}

/** Where the keyboard is: typing, on something that Enter presses, inside something that pops up. */
function placeOf(target: EventTarget | null): { field: boolean; pressable: boolean; popup: boolean } {
  if (!(target instanceof Element)) return { field: false, pressable: false, popup: false };
  const input = target.closest("input");
  const typing = input !== null && !["checkbox", "radio", "button", "range"].includes(input.type);
  return {
    field: typing || target.closest("textarea, select, [contenteditable='true']") !== null,
    pressable: target.closest("button, a[href], summary, [role='button'], input") !== null,
    popup: target.closest("[role='dialog'], [role='menu'], [role='listbox']") !== null,
  };
}

/** The shortcuts of the window. */
export const shortcuts = new ShortcutRegistry();
