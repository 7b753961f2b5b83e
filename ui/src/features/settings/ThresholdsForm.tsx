import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NumberInput, Text } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";

import { useRecordForm } from "@/components/form";
import type { FirmSettings } from "@/ipc/bindings/FirmSettings";
import { showChange } from "@/shared/changes";
import { useLanguage } from "@/shared/language";

import type { Rule } from "./rules";
import classes from "./Settings.module.css";
import { SettingsForm } from "./SettingsForm";
import { checkShown, type Shown, toShown, withShown } from "./thresholds";

interface ThresholdsFormProps<Key extends string> {
  label: string;
  settings: FirmSettings;
  fields: Record<Key, Rule>;
  stored: Record<Key, number>;
  defaults: Record<Key, number>;
  /** Puts the thresholds into the settings of the firm. */
  place: (settings: FirmSettings, thresholds: Record<Key, number>) => FirmSettings;
}

/** Thresholds of the firm, each with what it does in plain words. */
export function ThresholdsForm<Key extends string>({ label, settings, fields, stored, defaults, place }: ThresholdsFormProps<Key>) {
  const { t } = useLingui();
  // How far the log was then: others may change them while the form is open.
  const [opened] = useState({ log_place: settings.log_place ?? 0 });
  const record = useRecordForm<"save_firm_settings", Shown<Key>>({
    command: "save_firm_settings",
    initialValues: toShown(fields, stored),
    check: (shown) => checkShown(fields, shown) as Partial<Record<keyof Shown<Key>, never>>,
    toRequest: (shown, began) => {
      const base = { ...place(settings, withShown(fields, stored, began)), ...opened };
      return { ...place(base, withShown(fields, stored, shown)), base };
    },
    onSaved: ({ transaction }) => showChange({ message: t`Thresholds changed`, transaction }),
  });
  const { form } = record;
  const usual = toShown(fields, defaults);
  const keys = Object.keys(fields) as Key[];
  const isUsual = keys.every((key) => form.getValues()[key] === usual[key]);
  const restore = (
    <Button variant="subtle" color="gray" onClick={() => form.setValues(usual)}>
      <Trans>Restore the defaults</Trans>
    </Button>
  );
  return (
    <SettingsForm record={record} label={label} extra={isUsual ? null : restore}>
      <div>
        {keys.map((key) => (
          <ThresholdField
            key={key}
            rule={fields[key]}
            value={form.getValues()[key]}
            onChange={(value) => form.setFieldValue(key as never, value as never)}
            error={form.errors[key]}
          />
        ))}
      </div>
    </SettingsForm>
  );
}

interface ThresholdFieldProps {
  rule: Rule;
  value: number | string;
  onChange: (value: number | string) => void;
  error: ReactNode;
}

function ThresholdField({ rule, value, onChange, error }: ThresholdFieldProps) {
  const { t, i18n } = useLingui();
  const help = useId();
  const name = useId();
  const problem = useId();
  const finnish = useLanguage() === "fi";
  const suffixes = { percent: finnish ? "\u00a0%" : "%", days: `\u00a0${t({ message: "days", context: "unit" })}`, times: "\u00a0×", number: "" };
  return (
    <div className={classes.rule}>
      <div>
        <Text size="sm" fw={500} id={name}>
          {i18n._(rule.label)}
        </Text>
        <Text size="xs" c="dimmed" id={help}>
          {i18n._(rule.help)}
        </Text>
      </div>
      <NumberInput
        aria-labelledby={name}
        aria-describedby={error ? `${help} ${problem}` : help}
        value={value}
        onChange={onChange}
        step={rule.step}
        suffix={suffixes[rule.unit]}
        decimalSeparator={finnish ? "," : "."}
        decimalScale={rule.unit === "days" ? 0 : 2}
        error={error !== undefined}
      />
      {error && (
        <Text size="xs" c="var(--mantine-color-error)" id={problem} className={classes.ruleProblem}>
          {error}
        </Text>
      )}
    </div>
  );
}
