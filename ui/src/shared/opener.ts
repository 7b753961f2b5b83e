import { useSyncExternalStore } from "react";

/** What is open: the request it was opened with, and a number that is another one each time. */
export interface Opening<Request> {
  request: Request;
  /** False while it closes; the request stays so that it does not change under the eye. */
  opened: boolean;
  serial: number;
}

/** A drawer that any screen can open without knowing where it is drawn. */
export class Opener<Request> {
  #state: Opening<Request> | null = null;
  #listeners = new Set<() => void>();

  readonly open = (request: Request): void => {
    this.#change({ request, opened: true, serial: (this.#state?.serial ?? 0) + 1 });
  };

  readonly close = (): void => {
    if (this.#state) this.#change({ ...this.#state, opened: false });
  };

  /** What is open now, for tests and for those who ask once. */
  readonly state = (): Opening<Request> | null => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #change(state: Opening<Request>): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** What is open now; null before the first time. */
export function useOpening<Request>(opener: Opener<Request>): Opening<Request> | null {
  return useSyncExternalStore(opener.subscribe, opener.state);
}
