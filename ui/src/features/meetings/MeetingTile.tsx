import { useLingui } from "@lingui/react/macro";
import { IconRepeat } from "@tabler/icons-react";
import type { CSSProperties } from "react";

import { MeetingStateBadge, useMeetingHours } from "@/components/meetings";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import { useFormat } from "@/shared/format";

import classes from "./Meetings.module.css";

interface MeetingTileProps {
  meeting: MeetingRow;
  active: boolean;
  /** One line: the time and with whom. */
  compact?: boolean;
  style?: CSSProperties;
  onOpen: (meeting: MeetingRow) => void;
  onActive: (meeting: MeetingRow) => void;
}

/** A meeting in the calendar: with whom, when, and how far its preparation is. */
export function MeetingTile({ meeting, active, compact = false, style, onOpen, onActive }: MeetingTileProps) {
  const { t } = useLingui();
  const format = useFormat();
  const hours = useMeetingHours()(meeting);
  const { id, begins, day, customer_name, purpose, state, series } = meeting;
  const cancelled = state === "cancelled_by_customer" || state === "cancelled_by_us";
  return (
    <button
      type="button"
      className={classes.tile}
      data-compact={compact || undefined}
      data-active={active || undefined}
      data-state={cancelled ? "cancelled" : state}
      data-meeting={id}
      style={style}
      onClick={() => onOpen(meeting)}
      onFocus={() => onActive(meeting)}
      title={`${customer_name}, ${format.weekdayAndDay(day)} ${hours}: ${purpose}`}
    >
      {compact ? (
        <span className={classes.tileLine}>
          {begins !== null && <span className={classes.tileTime}>{format.minuteOfDay(begins)}</span>}
          <span className={classes.tileName}>{customer_name}</span>
        </span>
      ) : (
        <>
          <span className={classes.tileName}>{customer_name}</span>
          <span className={classes.tileTime}>
            {hours}
            {series !== null && <IconRepeat size={11} stroke={1.75} aria-label={t`Repeats`} />}
          </span>
          <span className={classes.tilePurpose}>{purpose}</span>
          <MeetingStateBadge meeting={meeting} />
        </>
      )}
    </button>
  );
}
