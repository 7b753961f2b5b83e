import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Text, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";

import { MeetingLines } from "@/components/meetings";
import { MemberAvatar } from "@/components/people";
import { PromiseLines } from "@/components/promises";
import { Section } from "@/components/record";
import { DateText } from "@/components/values";
import type { NextAction } from "@/ipc/bindings/NextAction";
import type { Today } from "@/ipc/bindings/Today";
import { useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { finishNextAction } from "@/shared/nextActions";
import { usePermissions } from "@/shared/permissions";
import { useStatus } from "@/shared/status";

import classes from "./Today.module.css";

/** Actions shown before "show all". */
const few = 8;

/** Beside the queue: what is due, how the day goes, and what the queue rests on. */
export function SideColumn({ today }: { today: Today }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      <TodaysMeetings today={today} />
      {today.promises.length > 0 && (
        <Section title={t`Promises due`} count={today.promises.length}>
          <DuePromises today={today} />
        </Section>
      )}
      <Section title={t`Due today`} count={today.actions.length || undefined}>
        <Actions actions={today.actions} today={today.date} nothing={t`Nothing is due today.`} />
      </Section>
      <Section title={t`The next seven days`} count={today.upcoming.length || undefined}>
        <Actions actions={today.upcoming} today={today.date} nothing={t`Nothing agreed yet.`} />
      </Section>
      <Section title={t`The day so far`}>
        <dl className={classes.numbers}>
          <div>
            <dt>
              <Trans>Handled today</Trans>
            </dt>
            <dd>{format.number(today.done_today)}</dd>
          </div>
          <div>
            <dt>
              <Trans>Snoozed</Trans>
            </dt>
            <dd>{format.number(today.snoozed)}</dd>
          </div>
        </dl>
      </Section>
      <Footing today={today} />
    </>
  );
}

/** Today's meetings with how far their preparation is, and how many of the coming week are still to be prepared. */
function TodaysMeetings({ today: { meetings, preparations_due: due } }: { today: Today }) {
  const { t } = useLingui();
  return (
    <Section title={t`Meetings today`} count={meetings.length || undefined}>
      {meetings.length === 0 ? (
        <Text size="sm" c="dimmed">
          <Trans>No meetings today.</Trans>
        </Text>
      ) : (
        <MeetingLines meetings={meetings} withCustomer />
      )}
      {due > 0 && (
        <Anchor component={Link} to="/preparations" size="sm">
          <Plural value={due} one="# meeting of the coming week is still to be prepared" other="# meetings of the coming week are still to be prepared" />
        </Anchor>
      )}
    </Section>
  );
}

/** Promises that are due, ours and theirs. */
function DuePromises({ today: { promises } }: { today: Today }) {
  const [all, setAll] = useState(false);
  return (
    <>
      <PromiseLines promises={all ? promises : promises.slice(0, few)} withCustomer />
      {!all && promises.length > few && (
        <Button variant="subtle" color="gray" size="compact-sm" ml={-6} mt={4} onClick={() => setAll(true)}>
          <Plural value={promises.length} one="Show it" other="Show all #" />
        </Button>
      )}
    </>
  );
}

function Actions({ actions, today, nothing }: { actions: readonly NextAction[]; today: string; nothing: string }) {
  const [all, setAll] = useState(false);
  if (actions.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {nothing}
      </Text>
    );
  }
  return (
    <>
      <ul className={classes.actions}>
        {(all ? actions : actions.slice(0, few)).map((action) => (
          <Action key={action.id} action={action} today={today} />
        ))}
      </ul>
      {!all && actions.length > few && (
        <Button variant="subtle" color="gray" size="compact-sm" ml={-6} mt={4} onClick={() => setAll(true)}>
          <Plural value={actions.length} one="Show it" other="Show all #" />
        </Button>
      )}
    </>
  );
}

function Action({ action, today }: { action: NextAction; today: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const me = useStatus()?.me;
  const { may } = usePermissions();
  const { customer, customer_name: name, text, due, owner } = action;
  return (
    <li className={classes.action}>
      {may("next_action", "done_on") && (
        <Tooltip label={t`Done`}>
          <button type="button" className={classes.tick} onClick={() => void finishNextAction(action)} aria-label={t`Done: ${text}`}>
            <IconCheck size={11} stroke={3} aria-hidden />
          </button>
        </Tooltip>
      )}
      <div className={classes.actionWords}>
        {text}
        <div className={classes.actionCustomer}>
          <Link to="/customers/$customer" params={{ customer }} title={name}>
            {name}
          </Link>
          {due !== today && (
            <span className={due < today ? classes.late : undefined} title={format.longDate(due)}>
              · {due < today ? format.relativeDays(due, { from: today, short: true }) : <DateText date={due} />}
            </span>
          )}
        </div>
      </div>
      {owner && owner !== me && <MemberAvatar member={owner} size={18} />}
    </li>
  );
}

/** What the queue is computed from and how far to believe it. */
function Footing({ today }: { today: Today }) {
  const { t } = useLingui();
  const format = useFormat();
  const recompute = useChange("recompute_signals");
  const { orders, computed_at: computedAt, plain_rule: plain } = today;
  const when = computedAt === null ? "" : format.dateTime(computedAt);
  return (
    <Section title={t`What this rests on`}>
      <Text size="sm" c="dimmed" component="div">
        {orders === 0 ? (
          <Trans>There are no orders yet: only missing contacts are seen.</Trans>
        ) : plain ? (
          <Trans>There is too little order history for a forecast, so the silence is compared with each customer’s usual interval.</Trans>
        ) : (
          <Plural value={orders} one="Read from # order, each customer by their own rhythm." other="Read from # orders, each customer by their own rhythm." />
        )}{" "}
        {computedAt !== null && <Trans>Computed {when}.</Trans>}
        <div style={{ marginTop: "0.375rem", display: "flex", gap: "1rem" }}>
          {orders > 0 && (
            <Anchor component={Link} to="/figures/queue" size="sm">
              <Trans>How good is it?</Trans>
            </Anchor>
          )}
          <Anchor component="button" type="button" size="sm" onClick={() => recompute.mutate({})} disabled={recompute.isPending}>
            <Trans>Compute again</Trans>
          </Anchor>
        </div>
      </Text>
    </Section>
  );
}
