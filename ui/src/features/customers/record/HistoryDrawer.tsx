import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";

import { ErrorState } from "@/components/ErrorState";
import { MemberAvatar } from "@/components/people";
import { SideDrawer } from "@/components/record";
import { TextSkeleton } from "@/components/Skeletons";
import type { HistoryEntry } from "@/ipc/bindings/HistoryEntry";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { transactionWords } from "@/shared/transactions";

import { customerFieldWords, isCustomerField } from "../fields";
import { useFieldText } from "../useFieldText";
import classes from "./Customer.module.css";

/** Who changed what of the customer, the newest first. */
export function HistoryDrawer({ customer, opened, onClose }: { customer: string; opened: boolean; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <SideDrawer title={t`History of the record`} opened={opened} onClose={onClose}>
      <History customer={customer} />
    </SideDrawer>
  );
}

function History({ customer }: { customer: string }) {
  const history = useCommand("record_history", { table: "customer", id: customer });
  if (history.error) return <ErrorState error={history.error} retry={() => void history.refetch()} />;
  if (!history.data) return <TextSkeleton lines={10} />;
  const transactions = byTransaction(history.data.filter(({ field }) => isCustomerField(field)));
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

/** Changes that were made at once, together; the order stays. */
export function byTransaction(entries: readonly HistoryEntry[]): HistoryEntry[][] {
  const groups = new Map<string, HistoryEntry[]>();
  for (const entry of entries) groups.set(entry.transaction, [...(groups.get(entry.transaction) ?? []), entry]);
  return [...groups.values()];
}

function TransactionEntry({ entries }: { entries: readonly HistoryEntry[] }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const text = useFieldText();
  const [first] = entries;
  if (!first) return null;
  return (
    <li className={classes.history}>
      <Text size="xs" c="dimmed" component="div">
        {format.dateTime(first.at)} · {i18n._(transactionWords[first.kind])} {first.member && <MemberAvatar member={first.member} withName size={16} />}
      </Text>
      {entries.map(({ field, from, to }) => (
        <div key={field}>
          {isCustomerField(field) ? i18n._(customerFieldWords[field]) : field}:{" "}
          {from !== null && (
            <>
              <Text span inherit c="dimmed" td="line-through">
                {text(field, from)}
              </Text>{" "}
              →{" "}
            </>
          )}
          <Text span inherit fw={500}>
            {text(field, to)}
          </Text>
        </div>
      ))}
    </li>
  );
}
