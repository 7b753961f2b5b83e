import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";
import type { PromiseDirection } from "@/ipc/bindings/PromiseDirection";
import type { PromiseOutcome } from "@/ipc/bindings/PromiseOutcome";

import { contactSubject } from "./contactLog";
import { Opener } from "./opener";

/** A promise to make, to change, or to say what became of it. */
export type PromiseRequest =
  | { kind: "new"; customer?: CustomerName; direction?: PromiseDirection }
  | { kind: "change"; promise: PromiseRecord }
  | { kind: "settle"; promise: PromiseRecord; outcome?: PromiseOutcome };

/** The drawer itself is drawn by the shell. */
export const promiseDrawer = new Opener<PromiseRequest>();

/** Opens the form of a promise over whatever is on the screen; a new one is with the customer on the screen, if any. */
export function openPromise(request: PromiseRequest = { kind: "new" }): void {
  const customer = request.kind === "new" ? (request.customer ?? contactSubject()) : undefined;
  promiseDrawer.open(request.kind === "new" && customer ? { ...request, customer } : request);
}
