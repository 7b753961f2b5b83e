export { MeetingLines } from "./MeetingLine";
export { MeetingStateBadge, MinutesBadge, PreparationBadge } from "./states";
export { useMeetingHours, useMeetingTime } from "./useMeetingTime";
