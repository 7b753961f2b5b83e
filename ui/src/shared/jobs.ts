import { useSyncExternalStore } from "react";

import type { AppEvent } from "@/ipc/bindings/AppEvent";
import type { JobKind } from "@/ipc/bindings/JobKind";

/** Long work that is going on. */
export interface Job {
  id: string;
  kind: JobKind;
  /** Steps done, of `total`; a total of zero means that it is not known yet. */
  done: number;
  total: number;
  stoppable: boolean;
}

let jobs: readonly Job[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Job[]): void {
  jobs = next;
  for (const listener of listeners) listener();
}

/** Follows the jobs that the program tells about. */
export function followJobs(event: AppEvent): void {
  if (event.kind === "job_progress") {
    const job: Job = { id: event.job, kind: event.job_kind, done: event.done, total: event.total, stoppable: event.stoppable };
    const known = jobs.some(({ id }) => id === job.id);
    change(known ? jobs.map((other) => (other.id === job.id ? job : other)) : [...jobs, job]);
  } else if (event.kind === "job_finished") {
    change(jobs.filter(({ id }) => id !== event.job));
  } else if (event.kind === "locked") {
    change([]);
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The jobs that are going on, the oldest first. */
export function useJobs(): readonly Job[] {
  return useSyncExternalStore(subscribe, () => jobs);
}
