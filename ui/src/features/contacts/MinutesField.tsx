import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Input, NumberInput } from "@mantine/core";
import type { ReactNode } from "react";

import { usualMinutes } from "./draft";

interface MinutesFieldProps {
  value: number | null;
  onChange: (minutes: number | null) => void;
  error?: ReactNode;
}

/** Time spent, in minutes. */
export function MinutesField({ value, onChange, error }: MinutesFieldProps) {
  const { t } = useLingui();
  return (
    <Input.Wrapper label={<Trans>Minutes spent</Trans>} labelElement="div" error={error}>
      <Group gap={6} wrap="nowrap">
        <NumberInput
          w={88}
          aria-label={t`Minutes spent`}
          value={value ?? ""}
          min={0}
          max={1440}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          onChange={(minutes) => onChange(typeof minutes === "number" ? minutes : null)}
        />
        <Button.Group aria-label={t`Usual times`}>
          {usualMinutes.map((minutes) => (
            <Button
              key={minutes}
              variant="default"
              px={14}
              fw={value === minutes ? 500 : 400}
              aria-pressed={value === minutes}
              onClick={() => onChange(value === minutes ? null : minutes)}
              styles={value === minutes ? { root: { background: "var(--pk-chosen-strong)", color: "var(--pk-accent)" } } : {}}
            >
              {minutes}
            </Button>
          ))}
        </Button.Group>
      </Group>
    </Input.Wrapper>
  );
}
