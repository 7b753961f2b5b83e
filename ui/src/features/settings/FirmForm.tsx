import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { NumberInput, Select, TextInput } from "@mantine/core";

import { FormRow, useRecordForm } from "@/components/form";
import type { FirmSettings } from "@/ipc/bindings/FirmSettings";
import { showChange } from "@/shared/changes";

import { changed } from "@/shared/changed";
import { SettingsForm } from "./SettingsForm";

type FirmFacts = { firm: string; currency: string; horizon_days: number | string };

/** Currencies that are offered, besides the one in force. */
const usualCurrencies = ["EUR", "SEK", "NOK", "DKK", "GBP", "USD", "CHF", "PLN"];

const leastHorizon = 7;
const mostHorizon = 730;

function checkFirm({ firm, horizon_days }: FirmFacts): Partial<Record<keyof FirmFacts, MessageDescriptor>> {
  const inRange = typeof horizon_days === "number" && Number.isInteger(horizon_days) && horizon_days >= leastHorizon && horizon_days <= mostHorizon;
  return {
    ...(firm.trim() === "" ? { firm: msg`Needed` } : {}),
    ...(inRange ? {} : { horizon_days: msg`From ${leastHorizon} to ${mostHorizon}` }),
  };
}

/** The firm's name, its currency, and how far ahead the queue looks. */
export function FirmForm({ settings }: { settings: FirmSettings }) {
  const { t } = useLingui();
  const { firm, currency, horizon_days } = settings;
  // The rest of the settings as it was when the form began: others may change it meanwhile.
  const before: FirmFacts & { settings: FirmSettings } = { firm, currency, horizon_days, settings };
  const record = useRecordForm({
    command: "save_firm_settings",
    initialValues: before,
    check: checkFirm,
    toRequest: (values, began) => {
      const { settings: shown, ...facts } = began;
      const base = { ...shown, ...facts } as FirmSettings;
      const { settings: _, ...own } = values;
      return { ...base, ...(changed(facts, own) as Partial<FirmSettings>), base };
    },
    onSaved: ({ transaction }) => showChange({ message: t`Settings of the firm changed`, transaction }),
  });
  const { form } = record;
  const currencies = usualCurrencies.includes(currency) ? usualCurrencies : [currency, ...usualCurrencies];
  return (
    <SettingsForm record={record} label={t`The firm`}>
      <TextInput label={t`The firm's name`} {...form.getInputProps("firm")} />
      <FormRow>
        <Select label={t`Currency`} description={t`Of all amounts. It stays once there are orders.`} data={currencies} {...form.getInputProps("currency")} />
        <NumberInput
          label={t`Look ahead`}
          description={t`The queue asks: how likely is no order at all within this time?`}
          suffix={`\u00a0${t({ message: "days", context: "unit" })}`}
          allowDecimal={false}
          step={7}
          {...form.getInputProps("horizon_days")}
        />
      </FormRow>
    </SettingsForm>
  );
}
