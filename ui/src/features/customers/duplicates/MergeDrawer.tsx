import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Radio, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { KeyHint } from "@/components/KeyHint";
import { SideDrawer } from "@/components/record";
import { TextSkeleton } from "@/components/Skeletons";
import type { CustomerRecord } from "@/ipc/bindings/CustomerRecord";
import type { DuplicatePair } from "@/ipc/bindings/DuplicatePair";
import { showChange } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { useShortcuts } from "@/shared/shortcuts";

import { customerFieldWords } from "@/shared/fields/customer";
import { useFieldText } from "@/shared/fields/useFieldText";
import classes from "./Duplicates.module.css";
import { type Difference, differencesOf, mergeRequest, proposedChoices, type Side } from "./merge";

interface MergeDrawerProps {
  /** Null closes. */
  pair: DuplicatePair | null;
  onClose: () => void;
}

/** Makes one record of two, field by field; undo parts them again. */
export function MergeDrawer({ pair, onClose }: MergeDrawerProps) {
  const { t } = useLingui();
  return (
    <SideDrawer opened={pair !== null} onClose={onClose} title={t`Merge two records`} size={680}>
      {pair && <Both key={`${pair.first.id} ${pair.second.id}`} pair={pair} onClose={onClose} />}
    </SideDrawer>
  );
}

function Both({ pair, onClose }: { pair: DuplicatePair; onClose: () => void }) {
  const first = useCommand("get_customer", { id: pair.first.id });
  const second = useCommand("get_customer", { id: pair.second.id });
  const problem = first.error ?? second.error;
  if (problem) {
    return (
      <ErrorState
        error={problem}
        retry={() => {
          void first.refetch();
          void second.refetch();
        }}
      />
    );
  }
  if (!first.data || !second.data) return <TextSkeleton lines={10} />;
  return <MergeForm records={{ first: first.data, second: second.data }} onClose={onClose} />;
}

function MergeForm({ records, onClose }: { records: Record<Side, CustomerRecord>; onClose: () => void }) {
  const { t } = useLingui();
  const differences = differencesOf(records.first.fields, records.second.fields);
  // The record with more orders stays unless one says otherwise: more hangs on its number.
  const [keep, setKeep] = useState<Side>((records.second.rhythm?.order_days ?? 0) > (records.first.rhythm?.order_days ?? 0) ? "second" : "first");
  const [choices, setChoices] = useState(() => proposedChoices(differences, keep));
  const merge = useChange("merge_customers", {
    onDone: ({ transaction }) => {
      showChange({ message: t`Merged`, transaction });
      onClose();
    },
  });
  const submit = () => {
    if (!merge.isPending) merge.mutate(mergeRequest({ first: records.first.id, second: records.second.id }, keep, differences, choices));
  };
  useShortcuts(msg`Merge two records`, [{ keys: "mod+Enter", label: msg`Merge`, run: submit, inFields: true, keysOnly: true }]);
  return (
    <>
      <Text size="sm" fw={500} mb={4}>
        <Trans>Which record stays</Trans>
      </Text>
      <SegmentedControl
        fullWidth
        aria-label={t`Which record stays`}
        data={(["first", "second"] as const).map((side) => ({ value: side, label: labelOf(records[side]) }))}
        value={keep}
        onChange={(value) => {
          setKeep(value as Side);
          setChoices(proposedChoices(differences, value as Side));
        }}
      />
      <Text size="sm" c="dimmed" mt="xs" mb="md">
        <Trans>Contacts, people, orders and tags of both come together. The other record disappears from the lists.</Trans>
      </Text>
      {differences.length === 0 ? (
        <Text size="sm">
          <Trans>All fields are the same.</Trans>
        </Text>
      ) : (
        <div className={classes.fields}>
          {differences.map((difference) => (
            <FieldChoice
              key={difference.field}
              difference={difference}
              value={choices[difference.field] ?? keep}
              onChange={(side) => setChoices({ ...choices, [difference.field]: side })}
            />
          ))}
        </div>
      )}
      <Group justify="flex-end" gap="xs" className={classes.footer}>
        <Button variant="default" onClick={onClose} disabled={merge.isPending}>
          <Trans>Cancel</Trans>
        </Button>
        <Button onClick={submit} loading={merge.isPending} rightSection={<KeyHint keys="mod+Enter" onButton />} autoFocus>
          <Trans>Merge</Trans>
        </Button>
      </Group>
    </>
  );
}

function labelOf({ fields }: CustomerRecord): string {
  return [fields.name, fields.external_number].filter(Boolean).join(" · ");
}

interface FieldChoiceProps {
  difference: Difference;
  value: Side;
  onChange: (side: Side) => void;
}

function FieldChoice({ difference, value, onChange }: FieldChoiceProps) {
  const { i18n } = useLingui();
  const text = useFieldText();
  const label = i18n._(customerFieldWords[difference.field]);
  return (
    <Radio.Group value={value} onChange={(side) => onChange(side as Side)} aria-label={label} className={classes.field}>
      <span className={classes.fieldName}>{label}</span>
      {(["first", "second"] as const).map((side) => (
        <Radio
          key={side}
          size="xs"
          value={side}
          className={classes.choice}
          data-chosen={value === side || undefined}
          label={<span data-empty={difference[side] === null || undefined}>{text(difference.field, difference[side])}</span>}
        />
      ))}
    </Radio.Group>
  );
}
