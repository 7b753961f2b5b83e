import type { MessageDescriptor } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Pill, Stack, Text, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { ConflictMark, useDisputedFields } from "@/components/conflicts";
import { MemberAvatar, Reach } from "@/components/people";
import { Details, Section } from "@/components/record";
import { DateText } from "@/components/values";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import { openAddress } from "@/ipc/open";
import { showProblem } from "@/shared/changes";
import { usePermissions } from "@/shared/permissions";
import { useMembers } from "@/shared/status";
import { ladderWords, stageWords } from "@/shared/words";

import { customerFieldWords } from "@/shared/fields/customer";
import { languageName } from "@/shared/fields/useFieldText";
import classes from "./Customer.module.css";
import { InPlace } from "./InPlace";
import { useShown } from "./useShown";

type InPlaceField = "phone" | "email" | "website" | "industry" | "business_id" | "vat_id" | "deputy" | "tier_reason" | "stage" | "ladder" | "source" | "ended_reason";

/** Stands where nothing is known. */
const nothing = "–";

interface DetailsSectionsProps {
  record: CustomerRecord;
  onEdit: () => void;
  /** Whether the address asks for what is good to know. */
  noteShown: boolean;
}

/** What is known about the customer: good to know first, then the facts that are there. */
export function DetailsSections({ record, onEdit, noteShown }: DetailsSectionsProps) {
  const { t, i18n } = useLingui();
  const note = useShown<HTMLDivElement>(noteShown);
  const mayChange = usePermissions().may("customer", "notes");
  const members = useMembers();
  const { fields, parent, subsidiaries, merged } = record;
  const word = (field: keyof typeof customerFieldWords) => i18n._(customerFieldWords[field]);
  const rows: { label: string; value: ReactNode }[] = [];
  const add = (label: string, value: ReactNode) => {
    if (value !== null && value !== "") rows.push({ label, value });
  };
  // What two people wrote at once has its row even when what counts now is that there is nothing.
  const disputed = useDisputedFields("customer", record.id);
  /** A fact that is changed in the form. */
  const marked = (label: string, columns: readonly (keyof typeof customerFieldWords)[], value: ReactNode) => {
    const withMark = (
      <div className={classes.inPlace}>
        <div className={classes.inPlaceValue}>{value || nothing}</div>
        <ConflictMark table="customer" record={record.id} fields={columns} label={label} />
      </div>
    );
    add(label, columns.some((column) => disputed.has(column)) ? withMark : value);
  };
  /** A fact that is changed where it stands. */
  const fact = (field: InPlaceField, shown: ReactNode, options?: readonly { value: string; label: string }[]) => {
    const value = fields[field];
    const empty = value === null || value === "";
    if (empty && !disputed.has(field)) return;
    const label = word(field);
    rows.push({
      label,
      value: (
        <InPlace customer={record.id} field={field} label={label} value={value} fields={fields} logPlace={record.log_place} {...(options ? { options } : {})}>
          {empty ? nothing : (shown ?? value)}
        </InPlace>
      ),
    });
  };
  const named = (words: Readonly<Record<string, MessageDescriptor>>) => Object.entries(words).map(([value, name]) => ({ value, label: i18n._(name) }));
  const colleagues = [...members.values()].filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }));
  const address = [fields.street, [fields.postcode, fields.city].filter(Boolean).join(" "), fields.country].filter(Boolean);
  marked(t`Address`, ["street", "postcode", "city", "country"], address.join(", "));
  fact("phone", <Reach phone={fields.phone} email={null} />);
  fact("email", <Reach phone={null} email={fields.email} />);
  fact("website", fields.website && <WebAddress address={fields.website} />);
  fact("industry", null);
  fact("business_id", null);
  fact("vat_id", null);
  fact("deputy", <MemberAvatar member={fields.deputy} withName />, colleagues);
  fact("tier_reason", null);
  fact("stage", fields.stage && i18n._(stageWords[fields.stage]), named(stageWords));
  fact("ladder", fields.ladder && i18n._(ladderWords[fields.ladder]), named(ladderWords));
  marked(word("language"), ["language"], fields.language && languageName(fields.language, i18n.locale));
  fact("source", null);
  marked(word("ended_on"), ["ended_on"], fields.ended_on && <DateText date={fields.ended_on} />);
  fact("ended_reason", null);
  marked(word("parent"), ["parent"], parent && <CustomerLink customer={parent} />);
  add(t`Subsidiaries`, subsidiaries.length > 0 ? <CustomerLinks customers={subsidiaries} /> : null);
  add(t`Merged into this`, merged.map(({ name }) => name).join(", "));
  const edit = mayChange && (
    <Tooltip label={t`Change`}>
      <ActionIcon onClick={onEdit} aria-label={t`Change the facts`}>
        <IconPencil size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <>
      {(fields.notes || mayChange || disputed.has("notes")) && (
        <Section title={word("notes")}>
          <div ref={note} className={classes.goodToKnow} data-shown={noteShown || undefined} aria-current={noteShown || undefined}>
            <InPlace customer={record.id} field="notes" label={word("notes")} value={fields.notes} fields={fields} logPlace={record.log_place} long>
              {fields.notes ? (
                <Text size="sm" className={classes.notes}>
                  {fields.notes}
                </Text>
              ) : (
                <Text size="sm" c="dimmed">
                  <Trans>Nothing noted yet.</Trans>
                </Text>
              )}
            </InPlace>
          </div>
        </Section>
      )}
      <Section title={t`Facts`} actions={edit}>
        {rows.length === 0 ? (
          <Text size="sm" c="dimmed">
            <Trans>Nothing but the name is known.</Trans>
          </Text>
        ) : (
          <Details rows={rows} />
        )}
      </Section>
    </>
  );
}

/** Tags of a customer beside its name. */
export function Tags({ tags }: { tags: readonly string[] }) {
  return tags.map((tag) => (
    <Pill key={tag} size="sm">
      {tag}
    </Pill>
  ));
}

export function CustomerLink({ customer }: { customer: CustomerName }) {
  return (
    <Anchor component={Link} to="/customers/$customer" params={{ customer: customer.id } as never} inherit>
      {customer.name}
    </Anchor>
  );
}

function CustomerLinks({ customers }: { customers: readonly CustomerName[] }) {
  return (
    <Stack gap={2}>
      {customers.map((customer) => (
        <CustomerLink key={customer.id} customer={customer} />
      ))}
    </Stack>
  );
}

function WebAddress({ address }: { address: string }) {
  const whole = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  return (
    <Anchor component="button" type="button" inherit ta="start" onClick={() => void openAddress(whole).catch(showProblem)}>
      {address.replace(/^https?:\/\//i, "")}
    </Anchor>
  );
}
