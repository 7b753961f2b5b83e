import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconArrowForwardUp, IconCalendarDue, IconMail, IconPhone } from "@tabler/icons-react";
import { memo } from "react";

import { TierBadge } from "@/components/badges";
import { CopyButton } from "@/components/CopyButton";
import { CardNotes, SignalList } from "@/components/evidence";
import { MemberAvatar } from "@/components/people";
import { type Acting, type Play, SignalPlays } from "@/components/plays";
import { DateText, Money } from "@/components/values";
import type { CardPerson } from "@/ipc/bindings/CardPerson";
import type { QueueCard as Card } from "@/ipc/bindings/QueueCard";
import { openAddress } from "@/ipc/open";
import { showProblem } from "@/shared/changes";
import { useFormat } from "@/shared/format";
import { useStatus } from "@/shared/status";

import classes from "./Today.module.css";

/** The keys that work on the card with the cursor. */
export const playKeys = { log: "l", snooze: "s", hand_over: "h", false_alarm: "f" } as const;

interface QueueCardProps {
  card: Card;
  /** Whether the cursor is on it: then the keys work on it. */
  active: boolean;
  onActive: () => void;
  play: Play | null;
  onPlay: (play: Play | null) => void;
  onActing: Acting;
}

/** A customer to contact: who they are, what was seen, whom to call, what to do about it. */
export const QueueCard = memo(function QueueCard({ card, active, onActive, play, onPlay, onActing }: QueueCardProps) {
  const { t } = useLingui();
  const format = useFormat();
  const me = useStatus()?.me;
  const { customer, name, person, next_action: next } = card;
  const lastContact = format.relativeDays(card.last_contact, { short: true });
  return (
    // The keyboard reaches the card by the cursor; the pointer puts the cursor here.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <article className={classes.card} data-active={active || undefined} aria-label={name} aria-current={active || undefined} onClick={onActive}>
      <div className={classes.top}>
        <div className={classes.who}>
          <div className={classes.nameLine}>
            <Link to="/customers/$customer" params={{ customer }} className={classes.name}>
              {name}
            </Link>
            <TierBadge tier={card.tier} />
            <span className={classes.quiet}>{[card.external_number, card.city].filter(Boolean).join(" · ")}</span>
            <span className={classes.owner}>
              <MemberAvatar member={card.owner} withName={card.owner !== me} size={18} />
              {card.assigned_to && card.assigned_to !== card.owner && (
                <>
                  <IconArrowForwardUp size={15} stroke={1.5} aria-label={t`handed over to`} />
                  <MemberAvatar member={card.assigned_to} withName size={18} />
                </>
              )}
            </span>
          </div>
          <WhomToCall person={person} />
        </div>
        <div className={classes.stake}>
          {card.value_at_stake !== null && (
            <div className={classes.amount}>
              <Money cents={card.value_at_stake} precision="whole" />{" "}
              <span className={classes.amountHint}>
                <Trans>at stake</Trans>
              </span>
            </div>
          )}
          <div className={classes.amountHint}>
            <Trans>
              <Money cents={card.value_365} precision="whole" /> a year
            </Trans>
          </div>
        </div>
      </div>
      <div className={classes.why}>
        <CardNotes notes={card.notes} />
        <SignalList signals={card.signals} />
        {next && (
          <div className={classes.next}>
            <IconCalendarDue size={15} stroke={1.5} aria-hidden />
            <span>
              <span className={classes.quiet}>
                <Trans>Next:</Trans>
              </span>{" "}
              {next.text}{" "}
              <span className={classes.quiet}>
                <DateText date={next.due} />
              </span>
            </span>
          </div>
        )}
      </div>
      <div className={classes.bottom}>
        <SignalPlays
          customer={{ id: customer, name }}
          signals={card.signals.map(({ evidence }) => evidence.kind)}
          person={person?.id}
          finishes={next ? { id: next.id, text: next.text } : undefined}
          play={play}
          onPlay={onPlay}
          onActing={onActing}
          keys={active ? playKeys : undefined}
        />
        <div className={classes.care}>
          {card.last_contact === null ? (
            <Trans>no contact yet</Trans>
          ) : (
            <time dateTime={card.last_contact} title={format.longDate(card.last_contact)}>
              <Trans>last contact {lastContact}</Trans>
            </time>
          )}
        </div>
      </div>
    </article>
  );
});

/** The person to call with the number, or what is missing. */
function WhomToCall({ person }: { person: CardPerson | null }) {
  const { t } = useLingui();
  if (!person) {
    return (
      <div className={`${classes.person} ${classes.quiet}`}>
        <Trans>Nobody named to call</Trans>
      </div>
    );
  }
  const { phone, email } = person;
  const reach = phone ?? email;
  const address = phone ? `tel:${phone.replaceAll(/[^\d+]/gu, "")}` : `mailto:${email ?? ""}`;
  const Picture = phone || !email ? IconPhone : IconMail;
  return (
    <div className={classes.person}>
      <Picture size={15} stroke={1.5} aria-hidden />
      <span>
        {person.name}
        {person.title && <span className={classes.quiet}>, {person.title}</span>}
      </span>
      {reach && (
        <>
          <Anchor component="button" type="button" inherit onClick={() => void openAddress(address).catch(showProblem)}>
            {reach}
          </Anchor>
          <CopyButton text={reach} label={phone ? t`Copy the number` : t`Copy the address`} />
        </>
      )}
    </div>
  );
}
