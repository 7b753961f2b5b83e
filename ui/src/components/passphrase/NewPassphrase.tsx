import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { PassphraseInput } from "./PassphraseInput";
import { PassphraseStrength } from "./PassphraseStrength";

interface NewPassphraseProps {
  label: string;
  value: string;
  onChange: (passphrase: string) => void;
  error?: ReactNode;
  repeat: string;
  onRepeat: (repeat: string) => void;
  repeatError?: ReactNode;
  /** Words that make a passphrase no harder to guess: the firm, one's name. */
  known: string[];
}

/** A passphrase to be chosen, how hard it is to guess, and the same again. */
export function NewPassphrase({ label, value, onChange, error, repeat, onRepeat, repeatError, known }: NewPassphraseProps) {
  const { t } = useLingui();
  return (
    <>
      <div>
        <PassphraseInput
          label={label}
          description={t`Several words are easy to remember and hard to guess. Nobody can recover it for you.`}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
          autoComplete="new-password"
          required
        />
        <PassphraseStrength passphrase={value} known={known} />
      </div>
      <PassphraseInput
        label={t`The same again`}
        value={repeat}
        onChange={(event) => onRepeat(event.currentTarget.value)}
        error={repeatError}
        autoComplete="new-password"
        required
      />
    </>
  );
}
