import { Trans } from "@lingui/react/macro";
import { IconArrowForwardUp, IconClockPause } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { CardNote } from "@/ipc/bindings/CardNote";
import { useMembers, useStatus } from "@/shared/status";

import { DateText } from "../values";
import classes from "./Evidence.module.css";

/** What colleagues wrote about a card when they handed it over or snoozed it; nothing when they did not. */
export function CardNotes({ notes }: { notes: readonly CardNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {notes.map((note) => (
        <li key={`${note.kind} ${note.on} ${note.note ?? ""}`} className={classes.note}>
          {note.kind === "handed_over" ? <IconArrowForwardUp size={15} stroke={1.5} aria-hidden /> : <IconClockPause size={15} stroke={1.5} aria-hidden />}
          <div>
            <span className={classes.said}>{note.kind === "handed_over" ? <HandedOver note={note} /> : <Snoozed note={note} />}</span>
            {note.note && <div className={classes.words}>{note.note}</div>}
          </div>
        </li>
      ))}
    </ul>
  );
}

function useName(member: string | null): string | null {
  return useMembers().get(member ?? "")?.name ?? null;
}

function HandedOver({ note: { by, to, on } }: { note: Extract<CardNote, { kind: "handed_over" }> }): ReactNode {
  const me = useStatus()?.me;
  const name = useName(by);
  const receiver = useName(to);
  const day = <DateText date={on} />;
  if (to === me) return name ? <Trans>{name} handed this over to you on {day}</Trans> : <Trans>Handed over to you on {day}</Trans>;
  if (by === me) return <Trans>You handed this over on {day}: {receiver}</Trans>;
  return name ? <Trans>{name} handed this over on {day}: {receiver}</Trans> : <Trans>Handed over on {day}: {receiver}</Trans>;
}

function Snoozed({ note: { by, until } }: { note: Extract<CardNote, { kind: "snoozed" }> }): ReactNode {
  const me = useStatus()?.me;
  const name = useName(by);
  const day = <DateText date={until} />;
  if (by === me) return <Trans>You snoozed this until {day}</Trans>;
  return name ? <Trans>{name} snoozed this until {day}</Trans> : <Trans>Snoozed until {day}</Trans>;
}
