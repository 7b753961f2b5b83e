import { msg } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Button, Menu, Tabs } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowMerge, IconBuildingStore, IconDots, IconHistory, IconPencil, IconPhone, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";

import { SegmentBadge, TierBadge } from "@/components/badges";
import { ConflictMark, ConflictsHint } from "@/components/conflicts";
import { EmptyState } from "@/components/EmptyState";
import { rhythmSentences, useVoice } from "@/components/evidence";
import { GuardedItem } from "@/components/guarded";
import { MemberAvatar } from "@/components/people";
import { type Fact, RecordPage } from "@/components/record";
import { Money, RelativeDays } from "@/components/values";
import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import { showChange } from "@/shared/changes";
import { openContactLog, useContactLogSubject } from "@/shared/contactLog";
import { useChange, useCommand } from "@/shared/data";
import { openMeeting } from "@/shared/meetings";
import { openNextAction } from "@/shared/nextActions";
import { usePermissions } from "@/shared/permissions";
import { openPromise } from "@/shared/promises";
import { useShortcuts } from "@/shared/shortcuts";

import classes from "./record/Customer.module.css";
import { CustomerDrawer } from "./record/CustomerDrawer";
import { DetailsSections, Tags } from "./record/DetailsSection";
import { HistoryDrawer } from "./record/HistoryDrawer";
import { MeetingsSection, PromisesSection } from "./record/MeetingsSection";
import { NextActionsSection } from "./record/NextActionsSection";
import { OrdersTab } from "./record/OrdersTab";
import { PeopleSection } from "./record/PeopleSection";
import type { CustomerSearch, CustomerTab } from "./record/search";
import { SignalsSection } from "./record/SignalsSection";
import { Timeline } from "./record/Timeline";

/** One customer: how things are, what to do, what has happened, who is there, what they buy. */
export function CustomerScreen() {
  const { customer } = useParams({ from: "/customers/$customer" });
  // Nothing of one customer's page stays when another one's opens.
  return <Customer key={customer} id={customer} />;
}

function Customer({ id }: { id: string }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const router = useRouter();
  const { may, denied, readOnly } = usePermissions();
  const answer = useCommand("get_customer", { id });
  const record = answer.data;
  const [editing, { open: edit, close: stopEditing }] = useDisclosure();
  const [history, { open: openHistory, close: closeHistory }] = useDisclosure();
  const { tab = "timeline", show, on } = useSearch({ from: "/customers/$customer" });
  // Tabs take each other's place, so that "back" leads to where one came from.
  const setTab = (to: CustomerTab, kept: CustomerSearch = {}) =>
    void navigate({ to: "/customers/$customer", params: { customer: id }, search: { ...kept, ...(to === "orders" ? { tab: to } : {}) }, replace: true });
  const name = record ? { id: record.id, name: record.fields.name } : undefined;
  // The customer's own note and what is still to be done stand on the page: nothing is to be looked for further down.
  const standsHere = show === id || record?.next_actions.some((action) => action.id === show) === true;
  const back = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/customers" }));
  const remove = useChange("bulk_edit_customers", {
    onDone: ({ transaction }) => {
      showChange({ message: t`Customer deleted`, transaction });
      back();
    },
  });

  useContactLogSubject(name);
  useShortcuts(msg`Customer`, [
    { keys: "Escape", label: msg`Back`, run: back, keysOnly: true },
    { keys: "1", label: msg`Timeline`, run: () => setTab("timeline"), keysOnly: true },
    { keys: "2", label: msg`Orders`, run: () => setTab("orders"), keysOnly: true },
    { keys: "h", label: msg`History of the record`, run: openHistory },
    ...(may("customer", "name") ? [{ keys: "e", label: msg`Change the facts`, run: edit }] : []),
    ...(may("next_action", "make") ? [{ keys: "a", label: msg`New next action`, run: () => name && openNextAction({ customer: name }) }] : []),
    ...(may("meeting", "make") ? [{ keys: "m", label: msg`New meeting`, run: () => name && openMeeting({ kind: "new", customer: name }) }] : []),
    ...(may("promise", "make") ? [{ keys: "p", label: msg`New promise`, run: () => name && openPromise({ kind: "new", customer: name }) }] : []),
  ]);

  if (answer.error?.code === "not_found") {
    return (
      <EmptyState
        icon={IconBuildingStore}
        title={t`There is no such customer`}
        actions={
          <Button variant="default" onClick={() => void navigate({ to: "/customers" })}>
            <Trans>All customers</Trans>
          </Button>
        }
      >
        <Trans>It has been deleted, or the address is wrong. What was deleted comes back with undo.</Trans>
      </EmptyState>
    );
  }

  return (
    <RecordPage
      title={record?.fields.name}
      badges={
        record && (
          <>
            <ConflictMark table="customer" record={id} fields={["name"]} label={t`Name`} />
            <TierBadge tier={record.fields.tier} />
            <ConflictMark table="customer" record={id} fields={["tier"]} label={t`Tier`} />
            <SegmentBadge segment={record.segment} />
            <Tags tags={record.fields.tags} />
          </>
        )
      }
      subtitle={record && <Subtitle record={record} />}
      actions={
        record && (
          <>
            {may("contact", "make") && (
              <Button leftSection={<IconPhone size={16} stroke={1.5} />} onClick={() => openContactLog()}>
                <Trans>Log a contact</Trans>
              </Button>
            )}
            {may("customer", "name") && (
              <Button variant="default" leftSection={<IconPencil size={16} stroke={1.5} />} onClick={edit}>
                <Trans>Change</Trans>
              </Button>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size="input-sm" variant="default" aria-label={t`More`}>
                  <IconDots size={16} stroke={1.5} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconHistory size={16} stroke={1.5} />} onClick={openHistory}>
                  <Trans>History of the record</Trans>
                </Menu.Item>
                <Menu.Item leftSection={<IconArrowMerge size={16} stroke={1.5} />} onClick={() => void navigate({ to: "/customers/duplicates", search: { customer: id } })}>
                  <Trans>Suspected duplicates</Trans>
                </Menu.Item>
                {readOnly === null && <Menu.Divider />}
                <GuardedItem
                  leftSection={<IconTrash size={16} stroke={1.5} />}
                  color="red"
                  denial={denied("customer", "delete")}
                  onClick={() => remove.mutate({ selection: { kind: "ids", ids: [id] }, change: { kind: "delete" } })}
                >
                  <Trans>Delete the customer</Trans>
                </GuardedItem>
              </Menu.Dropdown>
            </Menu>
          </>
        )
      }
      {...(record ? { facts: factsOf(record, t`Account manager`, t`Last order`, t`Last contact`, t`Orders in 12 months`, t`At stake`, t`never`) } : {})}
      onBack={back}
      error={answer.error}
      onRetry={() => void answer.refetch()}
      side={
        record && name ? (
          <>
            <PeopleSection customer={name} people={record.people} />
            <DetailsSections record={record} onEdit={edit} noteShown={show === id} />
          </>
        ) : (
          <></>
        )
      }
    >
      {record && name && (
        <>
          <Rhythm record={record} />
          <ConflictsHint customer={id} name={name.name} className={`${classes.notice} pk-no-print`} />
          {record.suspected_duplicates > 0 && <DuplicatesHint record={record} />}
          <SignalsSection record={record} />
          <NextActionsSection record={record} show={show} />
          <PromisesSection customer={name} />
          <MeetingsSection customer={name} />
          <Tabs value={tab} onChange={(to) => to && setTab(to as CustomerTab)} keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab value="timeline">
                <Trans>Timeline</Trans>
              </Tabs.Tab>
              <Tabs.Tab value="orders">
                <Trans>Orders</Trans>
              </Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="timeline">
              <Timeline customer={name} show={standsHere ? undefined : show} on={on} />
            </Tabs.Panel>
            <Tabs.Panel value="orders">
              <OrdersTab customer={id} show={show} onOlder={() => setTab("timeline", { ...(show ? { show } : {}), ...(on ? { on } : {}) })} />
            </Tabs.Panel>
          </Tabs>
          <CustomerDrawer record={record} opened={editing} onClose={stopEditing} />
          <HistoryDrawer customer={id} opened={history} onClose={closeHistory} />
        </>
      )}
    </RecordPage>
  );
}

function Subtitle({ record: { id, fields } }: { record: CustomerRecord }) {
  const { t } = useLingui();
  return (
    <>
      {fields.external_number && <span>{fields.external_number}</span>}
      <ConflictMark table="customer" record={id} fields={["external_number"]} label={t`Customer number`} />
      {fields.city && <span>{fields.city}</span>}
      {fields.industry && <span>{fields.industry}</span>}
    </>
  );
}

/** Who cares for them, and how things are, at a glance. */
function factsOf({ id, fields, rhythm, last_contact }: CustomerRecord, owner: string, order: string, contact: string, year: string, stake: string, never: string): Fact[] {
  const usual = rhythm?.quartile_high_days ?? null;
  return [
    {
      label: owner,
      value: (
        <span className={classes.owner}>
          <MemberAvatar member={fields.owner} withName />
          <ConflictMark table="customer" record={id} fields={["owner"]} label={owner} />
        </span>
      ),
    },
    { label: contact, value: <RelativeDays date={last_contact} missing={never} /> },
    { label: order, value: <RelativeDays date={rhythm?.last_order ?? null} missing={never} {...(usual === null ? {} : { warnAfter: usual })} /> },
    { label: year, value: <Money cents={rhythm?.value_365 ?? 0} precision="whole" /> },
    ...(rhythm && rhythm.score.value_at_stake !== null ? [{ label: stake, value: <Money cents={rhythm.score.value_at_stake} precision="whole" /> }] : []),
  ];
}

function Rhythm({ record: { rhythm } }: { record: CustomerRecord }) {
  const voice = useVoice();
  if (!rhythm) return null;
  return <p className={classes.lead}>{rhythmSentences(voice, rhythm).join(" ")}</p>;
}

function DuplicatesHint({ record }: { record: CustomerRecord }) {
  return (
    <div className={`${classes.notice} pk-no-print`}>
      <IconArrowMerge size={16} stroke={1.5} aria-hidden />
      <span>
        <Plural value={record.suspected_duplicates} one="# other record looks like the same firm." other="# other records look like the same firm." />
      </span>
      <Anchor component={Link} to="/customers/duplicates" search={{ customer: record.id } as never} inherit>
        <Trans>Compare</Trans>
      </Anchor>
    </div>
  );
}
