import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { SignalBadge } from "@/components/badges";
import { EvidenceText } from "@/components/evidence";
import { MemberAvatar } from "@/components/people";
import { DirectionMark } from "@/components/promises";
import { DateText, RelativeDays } from "@/components/values";
import type { BlockAction } from "@/ipc/bindings/BlockAction";
import type { BlockAttendee } from "@/ipc/bindings/BlockAttendee";
import type { BlockMinutes } from "@/ipc/bindings/BlockMinutes";
import type { BlockPromise } from "@/ipc/bindings/BlockPromise";
import type { BlockSignal } from "@/ipc/bindings/BlockSignal";
import { attendanceWords } from "@/shared/meetingWords";
import { stakeholderWords } from "@/shared/words";

import classes from "./Preparation.module.css";

type Changed = ReadonlySet<string>;

/** Lines of a block; what was new or different when they were read is marked, and said so. */
function Lines({ lines, changed, nothing }: { lines: readonly { key: string; line: ReactNode }[]; changed: Changed; nothing: string }) {
  const { t } = useLingui();
  if (lines.length === 0) return <Nothing>{nothing}</Nothing>;
  return (
    <ul className={classes.lines}>
      {lines.map(({ key, line }) => (
        <li key={key} className={classes.line} data-changed={changed.has(key) || undefined}>
          {line}
          {changed.has(key) && <span className={classes.new}>{t({ message: "changed", context: "a line" })}</span>}
        </li>
      ))}
    </ul>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}

/** Who attends, and when each was last met. */
export function AttendeesBlock({ people, changed }: { people: readonly BlockAttendee[]; changed: Changed }) {
  const { t, i18n } = useLingui();
  const lines = people.map((one) => ({
    key: one.key,
    line: (
      <>
        <span className={classes.grow}>
          {one.member === null ? (one.name ?? t`(erased)`) : <MemberAvatar member={one.member} withName size={18} />}
          {one.deleted && one.name !== null && ` ${t`(deleted)`}`}
          <span className={classes.quiet}> {[one.title, one.role && i18n._(stakeholderWords[one.role])].filter(Boolean).join(" · ")}</span>
        </span>
        {one.member === null && (
          <span className={classes.quiet}>
            {one.last_contact === null ? (
              <Trans>no contact yet</Trans>
            ) : (
              <Trans>
                last contact <RelativeDays date={one.last_contact} />
              </Trans>
            )}
          </span>
        )}
        <span className={classes.quiet}>{i18n._(attendanceWords[one.attendance])}</span>
      </>
    ),
  }));
  return <Lines lines={lines} changed={changed} nothing={t`Nobody is invited yet.`} />;
}

/** Promises that are open, both ways. */
export function PromisesBlock({ promises, changed }: { promises: readonly BlockPromise[]; changed: Changed }) {
  const { t } = useLingui();
  const lines = promises.map(({ key, direction, text, due, member, person_name }) => ({
    key,
    line: (
      <>
        <span className={classes.grow}>
          <DirectionMark direction={direction} /> {text} {person_name && <span className={classes.quiet}>{person_name}</span>}
        </span>
        <RelativeDays date={due} warnAfter={0} />
        {member !== null && <MemberAvatar member={member} size={18} />}
      </>
    ),
  }));
  return <Lines lines={lines} changed={changed} nothing={t`No promises are open.`} />;
}

/** Next actions that are open. */
export function ActionsBlock({ actions, changed }: { actions: readonly BlockAction[]; changed: Changed }) {
  const { t } = useLingui();
  const lines = actions.map(({ key, text, due, owner }) => ({
    key,
    line: (
      <>
        <span className={classes.grow}>{text}</span>
        <RelativeDays date={due} warnAfter={0} />
        {owner !== null && <MemberAvatar member={owner} size={18} />}
      </>
    ),
  }));
  return <Lines lines={lines} changed={changed} nothing={t`Nothing has been agreed to be done next.`} />;
}

/** What the program has noticed. */
export function SignalsBlock({ signals, changed }: { signals: readonly BlockSignal[]; changed: Changed }) {
  const { t } = useLingui();
  const lines = signals.map(({ key, signal: { evidence } }) => ({
    key,
    line: (
      <span className={classes.signal}>
        <SignalBadge kind={evidence.kind} />
        <span>
          <EvidenceText evidence={evidence} />
        </span>
      </span>
    ),
  }));
  return <Lines lines={lines} changed={changed} nothing={t`Nothing has been noticed.`} />;
}

/** The minutes of the meeting before. */
export function MinutesBlock({ minutes }: { minutes: BlockMinutes | null }) {
  if (!minutes) {
    return (
      <Nothing>
        <Trans>There are no minutes yet.</Trans>
      </Nothing>
    );
  }
  const { meeting, purpose, day, wants, agreed, internal } = minutes;
  return (
    <>
      <Text size="sm">
        <Anchor component={Link} to="/meetings/$meeting" params={{ meeting } as never} search={{ tab: "minutes" } as never} inherit>
          {purpose}
        </Anchor>{" "}
        <span className={classes.quiet}>
          <DateText date={day} />
        </span>
      </Text>
      <dl className={classes.texts}>
        <Told label={<Trans>The customer wants</Trans>} text={wants} />
        <Told label={<Trans>Agreed</Trans>} text={agreed} />
        <Told label={<Trans>Only for us</Trans>} text={internal} />
      </dl>
    </>
  );
}

function Told({ label, text }: { label: ReactNode; text: string | null }) {
  if (text === null || text.trim() === "") return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}
