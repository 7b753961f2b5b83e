import { fieldMessages, toCallError } from "@/ipc/errors";

/** A value as the program stored it. */
export interface Stored<Value> {
  value: Value;
  /** How far the log was when it was read. */
  logPlace: number;
}

/** What is to be saved of one field: what it is now, and what the person began from. */
export interface DraftChange<Value> extends Stored<Value> {
  key: string;
  /** What the field showed when typing began; merged against what is stored by then. */
  base: Value;
}

/** How the saving stands. */
export interface SavingState {
  state: "clean" | "waiting" | "saving" | "failed";
  /** When something was saved last, milliseconds since 1970 UTC; null before the first time. */
  savedAt: number | null;
  /** Why the last try failed; stays while the next one is under way. */
  problem: unknown;
}

/** A field that was written into; one whose value is its base stands only until the answer has been read again. */
interface Draft<Value> {
  value: Value;
  base: Value;
  logPlace: number;
}

/**
 * Fields that are saved as one writes, one record each. What comes from others meanwhile appears in fields that nobody is
 * typing into; a field that is being typed into keeps its text, and tells with the next save what it began from.
 */
export class Drafts<Value> {
  #stored = new Map<string, Stored<Value>>();
  #drafts = new Map<string, Draft<Value>>();
  #saving: SavingState = { state: "clean", savedAt: null, problem: null };
  #running: Promise<boolean> | null = null;
  #version = 0;
  #listeners = new Set<() => void>();
  #save: (changes: DraftChange<Value>[]) => Promise<unknown>;
  readonly #now: () => number;

  constructor(save: (changes: DraftChange<Value>[]) => Promise<unknown>, now: () => number = Date.now) {
    this.#save = save;
    this.#now = now;
  }

  /** From now on changes are saved with another function. */
  readonly saveWith = (save: (changes: DraftChange<Value>[]) => Promise<unknown>): void => {
    this.#save = save;
  };

  /** What the program says is stored now. */
  readonly setStored = (stored: ReadonlyMap<string, Stored<Value>>): void => {
    this.#stored = new Map(stored);
    for (const [key, draft] of this.#drafts) {
      const now = stored.get(key);
      if (!now || now.logPlace <= draft.logPlace) continue;
      if (draft.value === draft.base) this.#drafts.delete(key);
      else if (now.value === draft.base) draft.logPlace = now.logPlace;
    }
    this.#tell();
  };

  /** What a field shows. */
  readonly value = (key: string): Value | undefined => {
    const draft = this.#drafts.get(key);
    return draft ? draft.value : this.#stored.get(key)?.value;
  };

  /** Somebody wrote into a field. */
  readonly change = (key: string, value: Value): void => {
    const draft = this.#drafts.get(key);
    const stored = this.#stored.get(key);
    if (draft) draft.value = value;
    else if (stored) this.#drafts.set(key, { value, base: stored.value, logPlace: stored.logPlace });
    else return;
    this.#saving = { ...this.#saving, state: this.#running ? "saving" : this.#changes().length > 0 ? "waiting" : "clean" };
    this.#tell();
  };

  /**
   * Saves what is not saved yet; what is typed meanwhile is saved right after.
   *
   * @returns whether everything is stored now; never throws, {@link state} has why not
   */
  readonly flush = (): Promise<boolean> => {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  };

  async #run(): Promise<boolean> {
    const changes = this.#changes();
    if (changes.length === 0) {
      this.#set({ state: "clean", problem: null });
      return true;
    }
    this.#set({ state: "saving" });
    try {
      await this.#save(changes);
    } catch (problem) {
      // One field that is refused by its name is no reason to lose the others.
      const refused = new Set(Object.keys(fieldMessages(toCallError(problem))));
      const rest = changes.filter(({ key }) => !refused.has(key));
      if (rest.length > 0 && rest.length < changes.length) await this.#try(rest);
      this.#set({ state: "failed", problem });
      return false;
    }
    for (const { key, value } of changes) this.#accept(key, value);
    this.#set({ savedAt: this.#now() });
    return this.#run();
  }

  async #try(changes: DraftChange<Value>[]): Promise<void> {
    try {
      await this.#save(changes);
    } catch {
      return;
    }
    for (const { key, value } of changes) this.#accept(key, value);
  }

  #accept(key: string, value: Value): void {
    const draft = this.#drafts.get(key);
    if (!draft) return;
    draft.base = value;
    // The answer may have been read again before the save was answered.
    const stored = this.#stored.get(key);
    if (stored && stored.logPlace > draft.logPlace) {
      if (draft.value === value) this.#drafts.delete(key);
      else if (stored.value === value) draft.logPlace = stored.logPlace;
    }
  }

  #changes(): DraftChange<Value>[] {
    return [...this.#drafts].flatMap(([key, { value, base, logPlace }]) => (value === base ? [] : [{ key, value, base, logPlace }]));
  }

  #set(changes: Partial<SavingState>): void {
    this.#saving = { ...this.#saving, ...changes };
    this.#tell();
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** What was written and is not stored. */
  readonly unsaved = (): readonly DraftChange<Value>[] => this.#changes();

  /** Nothing of what is not stored is wanted any more. */
  readonly forget = (): void => {
    this.#drafts.clear();
    this.#set({ state: "clean", problem: null });
  };

  readonly state = (): SavingState => this.#saving;

  /** Changes with every change, for those who draw. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
