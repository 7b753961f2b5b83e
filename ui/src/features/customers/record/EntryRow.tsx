import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendarEvent, IconCheck, IconFileImport, IconHeartHandshake, IconHistory, IconPencil, IconShoppingCart, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { ConflictMark } from "@/components/conflicts";
import { contactKindIcons } from "@/components/contactKindIcons";
import { MeetingStateBadge } from "@/components/meetings";
import { MemberAvatar } from "@/components/people";
import { DirectionMark } from "@/components/promises";
import { DateText, Money } from "@/components/values";
import type { Contact } from "@/ipc/bindings/Contact";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";
import type { TimelineEntry } from "@/ipc/bindings/TimelineEntry";
import type { TransactionKind } from "@/ipc/bindings/TransactionKind";
import { showChange } from "@/shared/changes";
import { openContactLog } from "@/shared/contactLog";
import { useChange } from "@/shared/data";
import { capitalised } from "@/shared/format";
import { promiseStateWords } from "@/shared/meetingWords";
import { usePermissions } from "@/shared/permissions";
import { useStatus } from "@/shared/status";
import { transactionWords } from "@/shared/transactions";
import { contactKindWords, directionWords } from "@/shared/words";

import { customerFieldWords, isCustomerField } from "@/shared/fields/customer";
import classes from "./Customer.module.css";
import { OrderLines } from "./OrderLines";
import { useShown } from "./useShown";

interface EntryRowProps {
  entry: TimelineEntry;
  customer: CustomerName;
  /** The day stands on the entry above already. */
  sameDay: boolean;
  /** Whether the address asks for it. */
  shown: boolean;
}

/** One entry of the timeline: day, picture, what happened. */
export function EntryRow({ entry, customer, sameDay, shown }: EntryRowProps) {
  switch (entry.kind) {
    case "contact":
      return <ContactEntry contact={entry.contact} customer={customer} sameDay={sameDay} shown={shown} />;
    case "order":
      return <OrderEntry entry={entry} sameDay={sameDay} shown={shown} />;
    case "action":
      return (
        <Entry date={entry.date} sameDay={sameDay} shown={shown} icon={<IconCheck size={16} stroke={1.5} />}>
          <span className={classes.entryAbout}>
            <Trans>Done:</Trans>
          </span>{" "}
          {entry.action.text} <MemberAvatar member={entry.action.owner} size={16} />
        </Entry>
      );
    case "change":
      return <ChangeEntry entry={entry} sameDay={sameDay} />;
    case "import":
      return (
        <Entry date={entry.date} sameDay={sameDay} icon={<IconFileImport size={16} stroke={1.5} />}>
          <span className={classes.entryAbout}>
            <Trans>Imported from {entry.file}</Trans>
          </span>
        </Entry>
      );
    case "meeting":
      return (
        <Entry date={entry.date} sameDay={sameDay} strong shown={shown} icon={<IconCalendarEvent size={16} stroke={1.5} />}>
          <Anchor component={Link} to="/meetings/$meeting" params={{ meeting: entry.meeting.id } as never} inherit c="inherit" fw={500}>
            {entry.meeting.purpose}
          </Anchor>{" "}
          <span className={classes.entryAbout}>
            <MeetingStateBadge meeting={entry.meeting} />
          </span>
        </Entry>
      );
    case "promise":
      return (
        <Entry date={entry.date} sameDay={sameDay} shown={shown} icon={<IconHeartHandshake size={16} stroke={1.5} />}>
          <PromiseEntry promise={entry.promise} />
        </Entry>
      );
  }
}

function PromiseEntry({ promise }: { promise: PromiseRecord }) {
  const { i18n } = useLingui();
  const { direction, text, state, due, evidence } = promise;
  return (
    <>
      <DirectionMark direction={direction} /> {text}{" "}
      <span className={classes.entryAbout}>
        {i18n._(promiseStateWords[state])} · <Trans>due</Trans> <DateText date={due} />
      </span>
      {evidence && <div className={classes.entryNote}>{evidence}</div>}
    </>
  );
}

interface EntryProps {
  date: string;
  sameDay: boolean;
  icon: ReactNode;
  strong?: boolean;
  shown?: boolean;
  buttons?: ReactNode;
  children: ReactNode;
}

function Entry({ date, sameDay, icon, strong = false, shown = false, buttons, children }: EntryProps) {
  const row = useShown<HTMLLIElement>(shown);
  return (
    <li ref={row} className={classes.entry} data-shown={shown || undefined} aria-current={shown || undefined}>
      <span className={classes.entryDate}>{!sameDay && <DateText date={date} />}</span>
      <span className={classes.entryIcon} data-strong={strong || undefined} aria-hidden>
        {icon}
      </span>
      <div>{children}</div>
      <div className={`${classes.entryButtons} pk-no-print`}>{buttons}</div>
    </li>
  );
}

interface ContactEntryProps extends Omit<EntryRowProps, "entry"> {
  contact: Contact;
}

function ContactEntry({ contact, customer, sameDay, shown }: ContactEntryProps) {
  const { t, i18n } = useLingui();
  const { may } = usePermissions();
  const me = useStatus()?.me;
  const remove = useChange("delete_contact", { onDone: ({ transaction }) => showChange({ message: t`Contact deleted`, transaction }) });
  const { kind, date, direction, two_way, minutes, note, persons, member } = contact;
  const Picture = contactKindIcons[kind];
  const about = [
    persons.map(({ name }) => name).join(", "),
    direction === "incoming" ? i18n._(directionWords.incoming) : "",
    minutes === null ? "" : t`${minutes} min`,
    two_way ? "" : t`no answer`,
  ].filter((part) => part !== "");
  return (
    <Entry
      date={date}
      sameDay={sameDay}
      strong
      shown={shown}
      icon={<Picture size={16} stroke={1.5} />}
      buttons={
        <>
          {may("contact", "note") && (
            <Tooltip label={t`Change`}>
              <ActionIcon size="sm" onClick={() => openContactLog({ customer: { ...customer, id: contact.customer }, contact })} aria-label={t`Change the contact`}>
                <IconPencil size={15} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          )}
          {may("contact", "delete", member === me ? "own" : "other") && (
            <Tooltip label={t`Delete`}>
              <ActionIcon size="sm" onClick={() => remove.mutate({ id: contact.id })} loading={remove.isPending} aria-label={t`Delete the contact`}>
                <IconTrash size={15} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          )}
        </>
      }
    >
      <span className={classes.entryTitle}>{i18n._(contactKindWords[kind])}</span>{" "}
      <span className={classes.entryAbout}>{about.join(" · ")}</span> <MemberAvatar member={member} size={16} />{" "}
      <ConflictMark table="contact" record={contact.id} label={i18n._(contactKindWords[kind])} />
      {note && <div className={classes.entryNote}>{note}</div>}
    </Entry>
  );
}

function OrderEntry({ entry, sameDay, shown }: { entry: Extract<TimelineEntry, { kind: "order" }>; sameDay: boolean; shown: boolean }) {
  const { t } = useLingui();
  const [opened, { toggle }] = useDisclosure(shown);
  const { id, date, number, net, currency, lines } = entry;
  return (
    <Entry date={date} sameDay={sameDay} shown={shown} icon={<IconShoppingCart size={16} stroke={1.5} />}>
      <Anchor component="button" type="button" inherit c="inherit" onClick={toggle} aria-expanded={opened}>
        {net < 0 ? <Trans>Credit note {number}</Trans> : <Trans>Order {number}</Trans>}
      </Anchor>{" "}
      <span className={classes.entryTitle}>
        <Money cents={net} currency={currency} />
      </span>{" "}
      <span className={classes.entryAbout}>
        <Plural value={lines} one="# line" other="# lines" />
      </span>
      {opened && <OrderLines order={id} currency={currency} label={t`Lines of order ${number}`} />}
    </Entry>
  );
}

/** What brings a customer into the firm: then everything is new, and to list it tells nothing. */
const makes: ReadonlySet<TransactionKind> = new Set(["add_customer", "create_demo", "import"]);
/** Fields named one by one; of more than that only the first. */
const fewFields = 4;

function ChangedFields({ named }: { named: readonly string[] }) {
  if (named.length <= fewFields) return named.join(", ");
  const first = named.slice(0, fewFields - 1).join(", ");
  const more = named.length - fewFields + 1;
  return (
    <span title={named.join(", ")}>
      <Trans>
        {first} and {more} more
      </Trans>
    </span>
  );
}

function ChangeEntry({ entry, sameDay }: { entry: Extract<TimelineEntry, { kind: "change" }>; sameDay: boolean }) {
  const { i18n } = useLingui();
  const { date, member, transaction_kind, fields } = entry;
  const named = [...new Set(fields.filter(isCustomerField).map((field) => i18n._(customerFieldWords[field])))];
  const words = i18n._(transactionWords[transaction_kind]);
  return (
    <Entry date={date} sameDay={sameDay} icon={<IconHistory size={16} stroke={1.5} />}>
      <span className={classes.entryAbout}>
        {capitalised(words)}
        {!makes.has(transaction_kind) && named.length > 0 && (
          <>
            : <ChangedFields named={named} />
          </>
        )}
      </span>{" "}
      {member && <MemberAvatar member={member} size={16} />}
    </Entry>
  );
}
