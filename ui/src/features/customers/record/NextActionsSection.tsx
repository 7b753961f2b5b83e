import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Checkbox, Menu, Text, Tooltip } from "@mantine/core";
import { IconCalendar, IconDots, IconPencil, IconPhone, IconPlus, IconTrash } from "@tabler/icons-react";

import { ConflictMark } from "@/components/conflicts";
import { MemberAvatar } from "@/components/people";
import { Section } from "@/components/record";
import { RelativeDays } from "@/components/values";
import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import type { NextAction } from "@/ipc/bindings/NextAction";
import { openContactLog } from "@/shared/contactLog";
import { quickDays } from "@/shared/days";
import { today, useFormat } from "@/shared/format";
import { deleteNextAction, finishNextAction, moveNextAction, openNextAction } from "@/shared/nextActions";
import { usePermissions } from "@/shared/permissions";

import classes from "./Customer.module.css";
import { useShown } from "./useShown";

interface NextActionsSectionProps {
  record: CustomerRecord;
  /** The action to bring into view, when it is one of these. */
  show: string | undefined;
}

/** What is to be done next; finishing the last one asks for another. */
export function NextActionsSection({ record, show }: NextActionsSectionProps) {
  const { t } = useLingui();
  const mayChange = usePermissions().may("next_action", "text");
  const customer = { id: record.id, name: record.fields.name };
  return (
    <Section
      title={t`Next actions`}
      actions={
        mayChange && (
          <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => openNextAction({ customer })}>
            <Trans>Add</Trans>
          </Button>
        )
      }
    >
      {record.next_actions.length === 0 ? (
        <Text size="sm" c="dimmed">
          <Trans>Nothing has been agreed to be done next.</Trans>
        </Text>
      ) : (
        <ul className={classes.plain}>
          {record.next_actions.map((action) => (
            <ActionLine key={action.id} action={action} mayChange={mayChange} shown={action.id === show} />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface ActionLineProps {
  action: NextAction;
  mayChange: boolean;
  /** Whether the address asks for it. */
  shown: boolean;
}

function ActionLine({ action, mayChange, shown }: ActionLineProps) {
  const { t } = useLingui();
  const line = useShown<HTMLLIElement>(shown);
  const { text, due, owner } = action;
  return (
    <li ref={line} className={classes.action} data-shown={shown || undefined} aria-current={shown || undefined}>
      {mayChange && (
        <Tooltip label={t`Mark as done`}>
          <Checkbox size="xs" radius="xl" checked={false} onChange={() => void finishNextAction(action)} aria-label={t`Done: ${text}`} />
        </Tooltip>
      )}
      <span className={classes.actionText}>{text}</span>
      <ConflictMark table="next_action" record={action.id} label={text} />
      <MemberAvatar member={owner} />
      <RelativeDays date={due} warnAfter={0} />
      {mayChange && <ActionMenu action={action} />}
    </li>
  );
}

function ActionMenu({ action }: { action: NextAction }) {
  const { t } = useLingui();
  const format = useFormat();
  const days = quickDays(today());
  const { id, text, customer: customerId, customer_name } = action;
  const customer = { id: customerId, name: customer_name };
  const later = [
    [days.tomorrow, t`the next working day`],
    [days.week, t`in a week`],
    [days.fortnight, t`in two weeks`],
    [days.month, t`in a month`],
  ] as const;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t`More: ${text}`}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPhone size={16} stroke={1.5} />} onClick={() => openContactLog({ customer, finishes: { id, text } })}>
          <Trans>Log a contact that does it</Trans>
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => openNextAction({ customer, action })}>
          <Trans>Change</Trans>
        </Menu.Item>
        <Menu.Label>
          <Trans>Another day</Trans>
        </Menu.Label>
        {later.map(([day, words]) => (
          <Menu.Item key={day} leftSection={<IconCalendar size={16} stroke={1.5} />} rightSection={<Text span size="xs" c="dimmed">{format.shortDate(day)}</Text>} onClick={() => void moveNextAction(action, day)}>
            {words}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => void deleteNextAction(action)}>
          <Trans>Delete</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
