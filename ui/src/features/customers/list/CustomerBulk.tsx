import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Menu, Popover, ScrollArea, SegmentedControl, Stack, TagsInput } from "@mantine/core";
import { IconTag, IconTrash, IconUser, IconUsersGroup } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useState } from "react";

import { TierBadge } from "@/components/badges";
import { GuardedButton } from "@/components/guarded";
import type { Selection } from "@/components/list";
import { MemberAvatar } from "@/components/people";
import type { BulkChange } from "@/ipc/bindings/BulkChange";
import type { CustomerSelection } from "@/ipc/bindings/CustomerSelection";
import { showChange } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { type Denial, usePermissions } from "@/shared/permissions";
import { useMembers, useTiers } from "@/shared/status";

import type { ListState } from "./listSearch";

/** The customers that are selected, as the program wants to have them named. */
export function selectionOf(selection: Selection, { search, filter }: ListState): CustomerSelection {
  if (selection.kind === "some") return { kind: "ids", ids: [...selection.ids] };
  return { kind: "matching", search, filter, except: [...selection.except] };
}

interface CustomerBulkProps {
  selection: Selection;
  list: ListState;
  count: number;
  clear: () => void;
}

/** What can be done with all selected customers at once; each is one change that one undo takes back. */
export function CustomerBulk({ selection, list, count, clear }: CustomerBulkProps) {
  const { t } = useLingui();
  const format = useFormat();
  const members = useMembers();
  const tiers = useTiers();
  const { denied } = usePermissions();
  const bulk = useChange("bulk_edit_customers", {
    onDone: ({ transaction, records }, { change }) => {
      const customers = format.number(records);
      showChange({ message: change.kind === "delete" ? t`Deleted: ${customers} customers` : t`Changed: ${customers} customers`, transaction });
      if (change.kind === "delete") clear();
    },
  });
  const change = (what: BulkChange) => bulk.mutate({ selection: selectionOf(selection, list), change: what });
  return (
    <>
      <BulkMenu label={t`Account manager`} icon={<IconUser size={15} stroke={1.5} />} denial={denied("customer", "owner")} loading={bulk.isPending}>
        {[...members.values()]
          .filter(({ active }) => active)
          .map(({ id }) => (
            <Menu.Item key={id} onClick={() => change({ kind: "set_owner", owner: id })}>
              <MemberAvatar member={id} withName />
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item onClick={() => change({ kind: "set_owner", owner: null })}>
          <MemberAvatar member={null} withName />
        </Menu.Item>
      </BulkMenu>
      <BulkMenu label={t`Tier`} icon={<IconUsersGroup size={15} stroke={1.5} />} denial={denied("customer", "tier")} loading={bulk.isPending}>
        {[...tiers.values()].map(({ id }) => (
          <Menu.Item key={id} onClick={() => change({ kind: "set_tier", tier: id })}>
            <TierBadge tier={id} />
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => change({ kind: "set_tier", tier: null })}>
          <Trans>No tier</Trans>
        </Menu.Item>
      </BulkMenu>
      <BulkTags onChange={change} loading={bulk.isPending} />
      <GuardedButton
        variant="subtle"
        color="red"
        size="compact-sm"
        leftSection={<IconTrash size={15} stroke={1.5} />}
        disabled={bulk.isPending}
        denial={denied("customer", "delete")}
        onClick={() => change({ kind: "delete" })}
      >
        <Plural value={count} one="Delete #" other="Delete #" />
      </GuardedButton>
    </>
  );
}

interface BulkMenuProps {
  label: string;
  icon: ReactNode;
  denial: Denial | null;
  loading: boolean;
  children: ReactNode;
}

function BulkMenu({ label, icon, denial, loading, children }: BulkMenuProps) {
  if (denial) {
    return (
      <GuardedButton variant="subtle" color="gray" size="compact-sm" leftSection={icon} denial={denial} onClick={() => {}}>
        {label}
      </GuardedButton>
    );
  }
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={icon} disabled={loading}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={320} type="auto">
          {children}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

function BulkTags({ onChange, loading }: { onChange: (change: BulkChange) => void; loading: boolean }) {
  const { t } = useLingui();
  const [opened, setOpened] = useState(false);
  const known = useCommand("list_tags", {}, { enabled: opened }).data ?? [];
  const [kind, setKind] = useState<"add_tag" | "remove_tag">("add_tag");
  const [tags, setTags] = useState<string[]>([]);
  const [typing, setTyping] = useState("");
  const tag = (tags[0] ?? typing).trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (tag === "") return;
    setOpened(false);
    setTags([]);
    setTyping("");
    onChange({ kind, tag });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="top" trapFocus returnFocus width={260}>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconTag size={15} stroke={1.5} />} disabled={loading} onClick={() => setOpened(!opened)} aria-expanded={opened}>
          <Trans>Tags</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Tags`}>
        <form onSubmit={submit}>
          <Stack gap="xs">
            <SegmentedControl
              fullWidth
              data={[
                { value: "add_tag", label: t`Add` },
                { value: "remove_tag", label: t`Remove` },
              ]}
              value={kind}
              onChange={(value) => setKind(value as "add_tag" | "remove_tag")}
            />
            <TagsInput
              aria-label={t`Tag`}
              placeholder={tags.length === 0 ? t`Tag` : undefined}
              data={known.map((one) => one.tag)}
              maxTags={1}
              openOnFocus={false}
              maxLength={60}
              value={tags}
              onChange={setTags}
              searchValue={typing}
              onSearchChange={setTyping}
              comboboxProps={{ withinPortal: false, position: "top" }}
              data-autofocus
            />
            <Button type="submit" disabled={tag === ""}>
              {kind === "add_tag" ? <Trans>Add the tag</Trans> : <Trans>Remove the tag</Trans>}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
