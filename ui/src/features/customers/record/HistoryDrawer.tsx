import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";

import { ErrorState } from "@/components/ErrorState";
import { MemberAvatar } from "@/components/people";
import { SideDrawer } from "@/components/record";
import { TextSkeleton } from "@/components/Skeletons";
import type { CustomerHistoryEntry } from "@/ipc/bindings/CustomerHistoryEntry";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { transactionWords } from "@/shared/transactions";

import { useFieldText } from "@/shared/fields/useFieldText";
import classes from "./Customer.module.css";
import { columnWord, tableWords } from "@/shared/fields/tables";

/** Who changed what of the customer, its people and its contacts, the newest first. */
export function HistoryDrawer({ customer, opened, onClose }: { customer: string; opened: boolean; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <SideDrawer title={t`History of the record`} opened={opened} onClose={onClose}>
      <History customer={customer} />
    </SideDrawer>
  );
}

function History({ customer }: { customer: string }) {
  const history = useCommand("customer_history", { id: customer });
  if (history.error) return <ErrorState error={history.error} retry={() => void history.refetch()} />;
  if (!history.data) return <TextSkeleton lines={10} />;
  const transactions = byTransaction(history.data.filter(isTold));
  if (transactions.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>No changes are known.</Trans>
      </Text>
    );
  }
  return (
    <ol className={classes.plain}>
      {transactions.map((entries) => (
        <TransactionEntry key={entries[0]?.transaction} entries={entries} />
      ))}
    </ol>
  );
}

/** Whether people understand the change: a column that they know, or that a record was deleted or put back. */
function isTold({ table, field, from, to }: CustomerHistoryEntry): boolean {
  return field === "deleted" ? from !== null && from !== to : columnWord(table, field) !== undefined;
}

/** Changes that were made at once, together; the order stays. */
export function byTransaction(entries: readonly CustomerHistoryEntry[]): CustomerHistoryEntry[][] {
  return grouped(entries, ({ transaction }) => transaction);
}

function grouped(entries: readonly CustomerHistoryEntry[], key: (entry: CustomerHistoryEntry) => string): CustomerHistoryEntry[][] {
  const groups = new Map<string, CustomerHistoryEntry[]>();
  for (const entry of entries) groups.set(key(entry), [...(groups.get(key(entry)) ?? []), entry]);
  return [...groups.values()];
}

function TransactionEntry({ entries }: { entries: readonly CustomerHistoryEntry[] }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const [first] = entries;
  if (!first) return null;
  return (
    <li className={classes.history}>
      <Text size="xs" c="dimmed" component="div">
        {format.dateTime(first.at)} · {i18n._(transactionWords[first.kind])} {first.member && <MemberAvatar member={first.member} withName size={16} />}
        {first.device !== null && ` · ${first.device}`}
      </Text>
      {grouped(entries, ({ table, record }) => `${table} ${record}`).map((changes) => (
        <RecordChanges key={`${changes[0]?.table} ${changes[0]?.record}`} changes={changes} />
      ))}
    </li>
  );
}

/** What was changed in one record; only what belongs to the customer needs to be named. */
function RecordChanges({ changes }: { changes: readonly CustomerHistoryEntry[] }) {
  const { i18n } = useLingui();
  const text = useFieldText();
  const [first] = changes;
  if (!first) return null;
  const name = first.table === "customer" || first.name === null ? "" : text("", first.name);
  return (
    <div className={classes.historyRecord}>
      {first.table !== "customer" && (
        <div className={classes.historyName}>
          {i18n._(tableWords[first.table])} {name}
        </div>
      )}
      {changes.map(({ table, field, from, to }) =>
        field === "deleted" ? (
          <Text key={field} inherit fw={500}>
            {to === "1" ? <Trans>deleted</Trans> : <Trans>put back</Trans>}
          </Text>
        ) : (
          <div key={field}>
            {i18n._(columnWord(table, field) ?? { id: field })}:{" "}
            {from !== null && (
              <>
                <Text span inherit c="dimmed" td="line-through">
                  {text(field, from, table)}
                </Text>{" "}
                →{" "}
              </>
            )}
            <Text span inherit fw={500}>
              {text(field, to, table)}
            </Text>
          </div>
        ),
      )}
    </div>
  );
}
