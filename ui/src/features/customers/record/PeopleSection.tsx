import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Menu, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowRight, IconDots, IconEraser, IconPencil, IconPhone, IconPlus, IconStarFilled, IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { ConflictMark } from "@/components/conflicts";
import { GuardedItem } from "@/components/guarded";
import { Reach } from "@/components/people";
import { Section } from "@/components/record";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { Person } from "@/ipc/bindings/Person";
import { showChange } from "@/shared/changes";
import { openContactLog } from "@/shared/contactLog";
import { useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";
import { stakeholderWords, stanceWords } from "@/shared/words";

import { ChangeEmployerDrawer } from "./ChangeEmployerDrawer";
import classes from "./Customer.module.css";
import { EraseDialog } from "./EraseDialog";
import { PersonDrawer } from "./PersonDrawer";

interface PeopleSectionProps {
  customer: CustomerName;
  people: readonly Person[];
}

/** What is open in the section. */
type Open = { kind: "person"; person: Person | null } | { kind: "employer" | "erase"; person: Person };

/** People at the customer, the first to call on top; those who have left folded away. */
export function PeopleSection({ customer, people }: PeopleSectionProps) {
  const { t } = useLingui();
  const mayChange = usePermissions().may("person", "name");
  const [open, setOpen] = useState<Open | null>(null);
  const [showsPast, { toggle }] = useDisclosure();
  const present = people.filter(({ ended_on }) => ended_on === null).toSorted((left, right) => Number(right.primary) - Number(left.primary));
  const past = people.filter(({ ended_on }) => ended_on !== null);
  const line = (person: Person) => (
    <PersonLine
      key={person.employment}
      person={person}
      customer={customer}
      mayChange={mayChange}
      onEdit={() => setOpen({ kind: "person", person })}
      onEmployer={() => setOpen({ kind: "employer", person })}
      onErase={() => setOpen({ kind: "erase", person })}
    />
  );
  return (
    <Section
      title={t`People`}
      count={present.length}
      actions={
        mayChange && (
          <Tooltip label={t`Add a person`}>
            <ActionIcon onClick={() => setOpen({ kind: "person", person: null })} aria-label={t`Add a person`}>
              <IconPlus size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )
      }
    >
      {present.length === 0 && (
        <Text size="sm" c="dimmed">
          <Trans>Nobody is known here yet.</Trans>
        </Text>
      )}
      <ul className={classes.plain}>{present.map(line)}</ul>
      {past.length > 0 && (
        <>
          <Anchor component="button" type="button" size="xs" c="dimmed" onClick={toggle} aria-expanded={showsPast}>
            <Plural value={past.length} one="# who has left" other="# who have left" />
          </Anchor>
          {showsPast && <ul className={classes.plain}>{past.map(line)}</ul>}
        </>
      )}
      <PersonDrawer customer={customer} person={open?.kind === "person" ? open.person : null} opened={open?.kind === "person"} onClose={() => setOpen(null)} />
      <EraseDialog person={open?.kind === "erase" ? open.person : null} onClose={() => setOpen(null)} />
      {open?.kind === "employer" && <ChangeEmployerDrawer customer={customer} person={open.person} onClose={() => setOpen(null)} />}
    </Section>
  );
}

interface PersonLineProps {
  person: Person;
  customer: CustomerName;
  mayChange: boolean;
  onEdit: () => void;
  onEmployer: () => void;
  onErase: () => void;
}

function PersonLine({ person, customer, mayChange, onEdit, onEmployer, onErase }: PersonLineProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const mayNotErase = usePermissions().denied("erase");
  const remove = useChange("delete_person", { onDone: ({ transaction }) => showChange({ message: t`Person deleted`, transaction }) });
  const { id, name, title, role, stance, influence, birthday, notes, primary, ended_on, last_contact, phone, email } = person;
  const about = [
    title,
    role && i18n._(stakeholderWords[role]),
    stance && stance !== "neutral" && i18n._(stanceWords[stance]),
    influence !== null && t`influence ${influence}/10`,
    ended_on !== null && t`until ${format.date(ended_on)}`,
  ].filter(Boolean);
  const facts = [
    last_contact && ended_on === null ? t`contact ${format.relativeDays(last_contact)}` : null,
    birthday ? t`birthday ${format.shortDate(birthday)}` : null,
  ].filter(Boolean);
  return (
    <li className={classes.person}>
      <div className={classes.personHead}>
        <span className={classes.personName}>{name}</span>
        {primary && (
          <Tooltip label={t`The first to call`}>
            <IconStarFilled size={12} color="var(--pk-warn)" aria-label={t`The first to call`} />
          </Tooltip>
        )}
        <span className={classes.personSpring} />
        <ConflictMark table="person" record={id} label={name} />
        <ConflictMark table="employment" record={person.employment} label={name} />
        {mayChange && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size="sm" aria-label={t`More: ${name}`} className="pk-no-print">
                <IconDots size={16} stroke={1.5} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPhone size={16} stroke={1.5} />} onClick={() => openContactLog({ customer, person: id })}>
                <Trans>Log a contact</Trans>
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={onEdit}>
                <Trans>Change</Trans>
              </Menu.Item>
              {ended_on === null && (
                <Menu.Item leftSection={<IconArrowRight size={16} stroke={1.5} />} onClick={onEmployer}>
                  <Trans>Has changed employer</Trans>
                </Menu.Item>
              )}
              <Menu.Divider />
              <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => remove.mutate({ id })}>
                <Trans>Delete</Trans>
              </Menu.Item>
              <GuardedItem denial={mayNotErase} leftSection={<IconEraser size={16} stroke={1.5} />} color="red" onClick={onErase}>
                <Trans>Erase for good…</Trans>
              </GuardedItem>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {about.length > 0 && <div className={classes.quiet}>{about.join(" · ")}</div>}
      {(phone || email) && (
        <div className={classes.reach}>
          <Reach phone={phone} email={email} />
        </div>
      )}
      {facts.length > 0 && <div className={classes.quiet}>{facts.join(" · ")}</div>}
      {notes && (
        <Text size="xs" mt={2} className={classes.notes}>
          {notes}
        </Text>
      )}
    </li>
  );
}
