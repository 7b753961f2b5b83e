import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";

import { ErrorState } from "@/components/ErrorState";
import { MeetingLines } from "@/components/meetings";
import { KeptRateText, PromiseLines } from "@/components/promises";
import { Section } from "@/components/record";
import { TextSkeleton } from "@/components/Skeletons";
import type { Commitment } from "@/ipc/bindings/Commitment";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import { useCommand } from "@/shared/data";
import { openMeeting } from "@/shared/meetings";
import { usePermissions } from "@/shared/permissions";
import { openPromise } from "@/shared/promises";

import classes from "./Customer.module.css";

/** Meetings shown before "show all". */
const few = 2;
/** Promises read at once; nobody has more of them open with one customer. */
const mostPromises = 100;

/** Meetings ahead and the last ones, and how the customer keeps to what was arranged. */
export function MeetingsSection({ customer }: { customer: CustomerName }) {
  const { t } = useLingui();
  const { may } = usePermissions();
  const [all, { toggle }] = useDisclosure();
  const answer = useCommand("customer_meetings", { id: customer.id });
  const { upcoming = [], past = [], commitment } = answer.data ?? {};
  const shown = all ? { upcoming, past } : { upcoming: upcoming.slice(0, few), past: past.slice(0, few) };
  const more = upcoming.length + past.length - shown.upcoming.length - shown.past.length;
  return (
    <Section
      title={t`Meetings`}
      actions={
        may("meeting", "make") && (
          <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => openMeeting({ kind: "new", customer })}>
            <Trans>Add</Trans>
          </Button>
        )
      }
    >
      {answer.error ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : !answer.data ? (
        <TextSkeleton lines={3} />
      ) : upcoming.length + past.length === 0 ? (
        <Text size="sm" c="dimmed">
          <Trans>No meetings yet.</Trans>
        </Text>
      ) : (
        <>
          {upcoming.length === 0 ? (
            <Text size="sm" c="dimmed">
              <Trans>No meeting has been arranged.</Trans>
            </Text>
          ) : (
            <MeetingLines meetings={shown.upcoming} withDay />
          )}
          {past.length > 0 && (
            <>
              <div className={classes.lines}>
                <Text size="xs" c="dimmed">
                  <Trans>Held before</Trans>
                </Text>
              </div>
              <MeetingLines meetings={shown.past} withDay />
            </>
          )}
          {(more > 0 || all) && (
            <Button variant="subtle" color="gray" size="compact-sm" ml={-6} onClick={toggle}>
              {all ? <Trans>Show fewer</Trans> : <Plural value={more} one="Show # more" other="Show # more" />}
            </Button>
          )}
          {commitment && <CommitmentText commitment={commitment} />}
        </>
      )}
    </Section>
  );
}

/** How the customer keeps to what was arranged, in words; nothing while all went as arranged. */
function CommitmentText({ commitment: { cancelled_by_customer: cancelled, moved_by_customer: moved, invited, present } }: { commitment: Commitment }) {
  if (cancelled + moved === 0 && invited === present) return null;
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {invited > 0 && (
        <Trans>
          {present} of {invited} invited came.
        </Trans>
      )}{" "}
      {cancelled > 0 && <Plural value={cancelled} one="The customer cancelled once." other="The customer cancelled # times." />}{" "}
      {moved > 0 && <Plural value={moved} one="The customer moved a meeting once." other="The customer moved meetings # times." />}
    </Text>
  );
}

/** What is open both ways, and how promises were kept. */
export function PromisesSection({ customer }: { customer: CustomerName }) {
  const { t } = useLingui();
  const { may } = usePermissions();
  const meetings = useCommand("customer_meetings", { id: customer.id }).data;
  const answer = useCommand("list_promises", { customer: customer.id, states: ["open"], order: "due", descending: false, offset: 0, limit: mostPromises });
  const open = answer.data?.rows ?? [];
  const settled = meetings ? [meetings.ours, meetings.theirs].some(({ kept, late, broken }) => kept + late + broken > 0) : false;
  return (
    <Section
      title={t`Promises`}
      count={answer.data?.total || undefined}
      actions={
        may("promise", "make") && (
          <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => openPromise({ kind: "new", customer })}>
            <Trans>Add</Trans>
          </Button>
        )
      }
    >
      {answer.error ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : !answer.data ? (
        <TextSkeleton lines={2} />
      ) : (
        <>
          {open.length === 0 ? (
            <Text size="sm" c="dimmed">
              <Trans>No promises are open.</Trans>
            </Text>
          ) : (
            <PromiseLines promises={open} withMenu />
          )}
          {settled && meetings && (
            <div className={classes.lines}>
              <KeptRateText direction="ours" rate={meetings.ours} />
              <KeptRateText direction="theirs" rate={meetings.theirs} />
            </div>
          )}
        </>
      )}
    </Section>
  );
}
