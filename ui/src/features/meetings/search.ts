import type { LocalDate } from "@/shared/format";

import type { CalendarView } from "./calendar";

/** What the address of the meetings may name. */
export interface MeetingsSearch {
  /** The week when absent. */
  view?: Exclude<CalendarView, "week">;
  /** The day with the cursor; today when absent. */
  day?: LocalDate;
  /** Whose: a member; "team" for everybody's. One's own when absent. */
  whose?: string;
}

const isDay = (value: unknown): value is LocalDate => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/u.test(value) && !Number.isNaN(Date.parse(value));
const isName = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Takes from an address what makes sense. */
export function meetingsSearch({ view, day, whose }: Record<string, unknown>): MeetingsSearch {
  return {
    ...(view === "month" || view === "list" ? { view } : {}),
    ...(isDay(day) ? { day } : {}),
    ...(isName(whose) ? { whose } : {}),
  };
}

/** The tabs of the page of a meeting. */
export type MeetingTab = "preparation" | "minutes";

/** What the address of a meeting may name beside it. */
export interface MeetingSearch {
  /** The tab that fits the meeting when absent. */
  tab?: MeetingTab;
}

/** Takes from an address what makes sense. */
export function meetingSearch({ tab }: Record<string, unknown>): MeetingSearch {
  return tab === "preparation" || tab === "minutes" ? { tab } : {};
}

/** What the address of the work list may name. */
export interface PreparationsSearch {
  /** Whose meetings: a member. Everybody's when absent: an assistant prepares for others. */
  owner?: string;
  /** Days ahead. A week when absent. */
  days?: number;
  /** Also those that are approved. */
  all?: true;
}

/** Days ahead that the work list offers. */
export const daysAhead = [7, 14, 30] as const;

/** Takes from an address what makes sense. */
export function preparationsSearch({ owner, days, all }: Record<string, unknown>): PreparationsSearch {
  return {
    ...(isName(owner) ? { owner } : {}),
    ...(daysAhead.some((one) => one === days && one !== 7) ? { days: days as number } : {}),
    ...(all === true ? { all } : {}),
  };
}
