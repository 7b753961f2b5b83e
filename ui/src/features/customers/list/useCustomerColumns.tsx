import { useLingui } from "@lingui/react/macro";
import { Group, Pill, Text } from "@mantine/core";
import { useMemo } from "react";

import { SegmentBadge, SignalBadge, TierBadge } from "@/components/badges";
import { ChoiceEditor, type ListColumn } from "@/components/list";
import { MemberAvatar } from "@/components/people";
import { DateText, Money, RelativeDays } from "@/components/values";
import type { CustomerColumn } from "@/ipc/bindings/CustomerColumn";
import type { CustomerRow } from "@/ipc/bindings/CustomerRow";
import type { SaveCustomer } from "@/ipc/bindings/SaveCustomer";
import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";
import { useMembers, useTiers } from "@/shared/status";

import { TagsEditor } from "./TagsEditor";

/** Stands for "nobody" and "no tier" where only texts can be chosen. */
const none = "none";

/** The columns of the list: what each shows, and how owner, tier and tags are changed in place. */
export function useCustomerColumns(): ListColumn<CustomerRow>[] {
  const { t } = useLingui();
  const format = useFormat();
  const members = useMembers();
  const tiers = useTiers();
  const { may } = usePermissions();
  const { mutate } = useChange("save_customer", { onDone: ({ transaction }) => showChange({ message: t`Customer changed`, transaction }) });

  return useMemo(() => {
    const save = (changes: SaveCustomer) => mutate(changes);
    const columns: (ListColumn<CustomerRow> & { id: CustomerColumn })[] = [
      {
        id: "name",
        header: t`Name`,
        width: 184,
        grow: 2,
        sortable: true,
        fixed: true,
        cell: ({ name, ended }) =>
          ended ? (
            <Text span inherit c="dimmed" td="line-through" title={t`The relation has ended`}>
              {name}
            </Text>
          ) : (
            <span title={name}>{name}</span>
          ),
      },
      { id: "external_number", header: t`Number`, width: 88, sortable: true, cell: ({ external_number }) => external_number },
      { id: "city", header: t`City`, width: 110, sortable: true, cell: ({ city }) => city },
      {
        id: "tier",
        header: t`Tier`,
        width: 114,
        sortable: true,
        editKeys: "t",
        cell: ({ tier }) => <TierBadge tier={tier} />,
        edit: ({ id, tier, log_place }, close) => (
          <ChoiceEditor
            label={t`Tier`}
            value={tier ?? none}
            options={[...[...tiers.values()].map(({ id: value, name }) => ({ value, label: name })), { value: none, label: t`No tier` }]}
            onPick={(picked) => save({ id, tier: picked === none ? null : picked, base: { tier, log_place } })}
            onClose={close}
          />
        ),
      },
      {
        id: "owner",
        header: t`Manager`,
        width: 110,
        grow: 1,
        sortable: true,
        editKeys: "o",
        cell: ({ owner }) => <MemberAvatar member={owner} withName="short" />,
        edit: ({ id, owner, log_place }, close) => (
          <ChoiceEditor
            label={t`Account manager`}
            value={owner ?? none}
            options={[
              ...[...members.values()].filter((member) => member.active || member.id === owner).map(({ id: value, name }) => ({ value, label: name })),
              { value: none, label: t`Nobody` },
            ]}
            onPick={(picked) => save({ id, owner: picked === none ? null : picked, base: { owner, log_place } })}
            onClose={close}
          />
        ),
      },
      { id: "segment", header: t`Segment`, width: 116, grow: 0.5, sortable: true, cell: ({ segment }) => <SegmentBadge segment={segment} /> },
      {
        id: "signals",
        header: t`Signals`,
        width: 146,
        grow: 1,
        sortable: true,
        largestFirst: true,
        cell: ({ signals }) => {
          const [first, ...more] = signals;
          if (!first) return null;
          return (
            <Group component="span" gap={4} wrap="nowrap" display="inline-flex" miw={0} maw="100%">
              <SignalBadge kind={first} />
              {more.length > 0 && (
                <Text span size="xs" c="dimmed">
                  +{more.length}
                </Text>
              )}
            </Group>
          );
        },
      },
      {
        id: "tags",
        header: t`Tags`,
        width: 140,
        grow: 1,
        sortable: true,
        editKeys: "l",
        cell: ({ tags }) =>
          tags.length === 0 ? null : (
            <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
              {tags.map((tag) => (
                <Pill key={tag} size="xs">
                  {tag}
                </Pill>
              ))}
            </Group>
          ),
        edit: ({ id, tags }, close) => <TagsEditor value={tags} onSave={(changed, began) => save({ id, tags: changed, base: { tags: began } })} onClose={close} />,
      },
      {
        id: "last_contact",
        header: t`Contacted`,
        width: 112,
        sortable: true,
        largestFirst: true,
        cell: ({ last_contact }) => <RelativeDays date={last_contact} missing={t`never`} short />,
      },
      { id: "last_order", header: t`Last order`, width: 100, sortable: true, largestFirst: true, align: "end", cell: ({ last_order }) => <DateText date={last_order} /> },
      {
        id: "order_days",
        header: t`Order days`,
        width: 96,
        sortable: true,
        largestFirst: true,
        align: "end",
        cell: ({ order_days }) => format.number(order_days),
      },
      {
        id: "value365",
        header: t`12 months`,
        width: 96,
        sortable: true,
        largestFirst: true,
        align: "end",
        cell: ({ value_365 }) => <Money cents={value_365} precision="whole" />,
      },
      {
        id: "value_at_stake",
        header: t`At stake`,
        width: 114,
        sortable: true,
        largestFirst: true,
        align: "end",
        cell: ({ value_at_stake }) => <Money cents={value_at_stake} precision="whole" />,
      },
      {
        id: "next_action",
        header: t`Next action`,
        width: 118,
        sortable: true,
        cell: ({ next_action }) => (next_action ? <RelativeDays date={next_action} warnAfter={0} short /> : null),
      },
    ];
    // A cell that may not be changed is a cell like any other: clicking it opens the customer.
    const editable: Partial<Record<CustomerColumn, boolean>> = { tier: may("customer", "tier"), owner: may("customer", "owner"), tags: may("customer_tag", "make") };
    return columns.map(({ edit, ...column }) => (edit && editable[column.id] ? { ...column, edit } : column));
  }, [t, format, members, tiers, mutate, may]);
}
