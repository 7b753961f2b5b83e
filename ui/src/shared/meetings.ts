import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { Meeting } from "@/ipc/bindings/Meeting";
import type { MeetingSeries } from "@/ipc/bindings/MeetingSeries";

import { contactSubject } from "./contactLog";
import type { LocalDate } from "./format";
import { Opener } from "./opener";

/** What is known already when a meeting is to be made or changed. */
export type MeetingRequest =
  | { kind: "new"; customer?: CustomerName; day?: LocalDate; begins?: number; person?: string }
  | { kind: "change"; meeting: Meeting }
  /** A series, or of it only the meetings from a day on. */
  | { kind: "series"; series: MeetingSeries; from?: LocalDate };

/** The drawer itself is drawn by the shell. */
export const meetingDrawer = new Opener<MeetingRequest>();

/** Opens the form of a meeting over whatever is on the screen; a new one is with the customer on the screen, if any. */
export function openMeeting(request: MeetingRequest = { kind: "new" }): void {
  const customer = request.kind === "new" ? (request.customer ?? contactSubject()) : undefined;
  meetingDrawer.open(request.kind === "new" && customer ? { ...request, customer } : request);
}
