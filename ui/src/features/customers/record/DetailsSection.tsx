import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Pill, Stack, Text, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { MemberAvatar, Reach } from "@/components/people";
import { Details, Section } from "@/components/record";
import { DateText } from "@/components/values";
import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import { openAddress } from "@/ipc/open";
import { showProblem } from "@/shared/changes";
import { useMayChange } from "@/shared/status";
import { ladderWords, stageWords } from "@/shared/words";

import { customerFieldWords } from "../fields";
import { languageName } from "../useFieldText";
import classes from "./Customer.module.css";

/** What is known about the customer: good to know first, then the facts that are there. */
export function DetailsSections({ record, onEdit }: { record: CustomerRecord; onEdit: () => void }) {
  const { t, i18n } = useLingui();
  const mayChange = useMayChange();
  const { fields, parent, subsidiaries, merged } = record;
  const word = (field: keyof typeof customerFieldWords) => i18n._(customerFieldWords[field]);
  const rows: { label: string; value: ReactNode }[] = [];
  const add = (label: string, value: ReactNode) => {
    if (value !== null && value !== "") rows.push({ label, value });
  };
  const address = [fields.street, [fields.postcode, fields.city].filter(Boolean).join(" "), fields.country].filter(Boolean);
  add(t`Address`, address.join(", "));
  add(t`Reach`, fields.phone || fields.email ? <Reach phone={fields.phone} email={fields.email} /> : null);
  add(word("website"), fields.website && <WebAddress address={fields.website} />);
  add(word("industry"), fields.industry);
  add(word("business_id"), fields.business_id);
  add(word("vat_id"), fields.vat_id);
  add(word("deputy"), fields.deputy && <MemberAvatar member={fields.deputy} withName />);
  add(word("tier_reason"), fields.tier_reason);
  add(word("stage"), fields.stage && i18n._(stageWords[fields.stage]));
  add(word("ladder"), fields.ladder && i18n._(ladderWords[fields.ladder]));
  add(word("language"), fields.language && languageName(fields.language, i18n.locale));
  add(word("source"), fields.source);
  add(word("ended_on"), fields.ended_on && <DateText date={fields.ended_on} />);
  add(word("ended_reason"), fields.ended_reason);
  add(word("parent"), parent && <CustomerLink customer={parent} />);
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
      {fields.notes && (
        <Section title={word("notes")}>
          <Text size="sm" className={classes.notes}>
            {fields.notes}
          </Text>
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
