import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Badge, Button, Group } from "@mantine/core";
import { IconArrowMerge, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { SegmentBadge, TierBadge } from "@/components/badges";
import { MemberAvatar } from "@/components/people";
import { DateText, Money, RelativeDays } from "@/components/values";
import type { CustomerRow } from "@/ipc/bindings/CustomerRow";
import type { DuplicatePair } from "@/ipc/bindings/DuplicatePair";
import type { DuplicateReason } from "@/ipc/bindings/DuplicateReason";

import { CustomerLink } from "../record/DetailsSection";
import classes from "./Duplicates.module.css";

const reasonWords = {
  business_id: msg`The same business ID`,
  name: msg`The same name`,
  email: msg`The same e-mail or its domain`,
  phone: msg`The same telephone`,
} satisfies Record<DuplicateReason, MessageDescriptor>;

interface PairCardProps {
  pair: DuplicatePair;
  active: boolean;
  mayDecide: boolean;
  onMerge: () => void;
  onDifferent: () => void;
}

/** Two records beside each other, and why they may be the same firm. */
export function PairCard({ pair: { first, second, reasons }, active, mayDecide, onMerge, onDifferent }: PairCardProps) {
  const { t, i18n } = useLingui();
  const rows: [string, (row: CustomerRow) => ReactNode][] = [
    [t`Customer number`, (row) => row.external_number],
    [t`City`, (row) => row.city],
    [t`Tier`, (row) => <TierBadge tier={row.tier} />],
    [t`Account manager`, (row) => <MemberAvatar member={row.owner} withName />],
    [t`Segment`, (row) => <SegmentBadge segment={row.segment} />],
    [t`Last order`, (row) => <DateText date={row.last_order} />],
    [t`Last contact`, (row) => <RelativeDays date={row.last_contact} missing={t`never`} />],
    [t`12 months`, (row) => <Money cents={row.value_365} precision="whole" />],
    [t`Tags`, (row) => row.tags.join(", ")],
  ];
  return (
    <article className={classes.pair} data-active={active || undefined} aria-label={`${first.name}, ${second.name}`}>
      <Group justify="space-between" mb="xs">
        <Group gap={6}>
          {reasons.map((reason) => (
            <Badge key={reason} color={reason === "business_id" ? "amber" : "gray"}>
              {i18n._(reasonWords[reason])}
            </Badge>
          ))}
        </Group>
        {mayDecide && (
          <Group gap={6}>
            <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconX size={14} />} onClick={onDifferent}>
              <Trans>Not the same</Trans>
            </Button>
            <Button variant="light" size="compact-sm" leftSection={<IconArrowMerge size={14} />} onClick={onMerge}>
              <Trans>Merge</Trans>
            </Button>
          </Group>
        )}
      </Group>
      <div className={classes.compare}>
        <span />
        {[first, second].map((row) => (
          <strong key={row.id} className={classes.name}>
            <CustomerLink customer={row} />
          </strong>
        ))}
        {rows
          .filter(([, show]) => filled(show(first)) || filled(show(second)))
          .map(([label, show]) => (
            <Compared key={label} label={label} first={show(first)} second={show(second)} />
          ))}
      </div>
    </article>
  );
}

function filled(value: ReactNode): boolean {
  return value !== null && value !== "";
}

function Compared({ label, first, second }: { label: string; first: ReactNode; second: ReactNode }) {
  return (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{filled(first) ? first : "–"}</span>
      <span className={classes.value}>{filled(second) ? second : "–"}</span>
    </>
  );
}
