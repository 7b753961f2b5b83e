import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { NumberInput, Text, TextInput } from "@mantine/core";

import { FormDrawer, useRecordForm } from "@/components/form";
import type { SaveTier } from "@/ipc/bindings/SaveTier";
import type { Tier } from "@/ipc/bindings/Tier";
import { showChange } from "@/shared/changes";

import { changed } from "@/shared/changed";

interface TierDrawerProps {
  /** Null makes a new one. */
  tier: Tier | null;
  opened: boolean;
  onClose: () => void;
}

/** The form of a tier. */
export function TierDrawer(props: TierDrawerProps) {
  // Another opening is another form.
  return <TierForm key={`${props.opened} ${props.tier?.id ?? ""}`} {...props} />;
}

const leastDays = 1;
const mostDays = 3650;

const asDays = (days: number | string) => (typeof days === "number" ? days : null);

function TierForm({ tier, opened, onClose }: TierDrawerProps) {
  const { t } = useLingui();
  const before = { name: tier?.name ?? "", contact_maximum_days: (tier?.contact_maximum_days ?? "") as number | string, log_place: tier?.log_place ?? 0 };
  const record = useRecordForm({
    command: "save_tier",
    initialValues: before,
    check: ({ name, contact_maximum_days: days }) => ({
      ...(name.trim() === "" ? { name: msg`Needed` } : {}),
      ...(days === "" || (typeof days === "number" && days >= leastDays && days <= mostDays) ? {} : { contact_maximum_days: msg`From ${leastDays} to ${mostDays}` }),
    }),
    toRequest: (values, began): SaveTier => {
      const { name, contact_maximum_days: days } = tier ? changed(began, values) : values;
      return {
        ...(tier ? { id: tier.id, base: { name: began.name, contact_maximum_days: asDays(began.contact_maximum_days), log_place: began.log_place } } : {}),
        ...(name === undefined ? {} : { name }),
        ...(days === undefined ? {} : { contact_maximum_days: asDays(days) }),
      };
    },
    onSaved: ({ transaction }) => {
      showChange({ message: tier ? t`Tier changed` : t`Tier added`, transaction });
      onClose();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title={tier ? t`Change the tier` : t`New tier`} submitLabel={t`Save`} record={record} opened={opened} onClose={onClose}>
      <TextInput label={t`Name`} {...form.getInputProps("name")} data-autofocus />
      <NumberInput
        label={t`Contact at least every`}
        description={t`Days without a two-way contact after which the customer comes into the queue. Empty: no limit.`}
        suffix={`\u00a0${t({ message: "days", context: "unit" })}`}
        allowDecimal={false}
        allowNegative={false}
        {...form.getInputProps("contact_maximum_days")}
      />
      {tier?.key && (
        <Text size="sm" c="dimmed">
          <Trans>This is one of the three tiers that every firm starts with. Call it what you call it.</Trans>
        </Text>
      )}
    </FormDrawer>
  );
}
