import { useLingui } from "@lingui/react/macro";
import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/** A field for a passphrase: hidden unless one looks, and never kept or completed by the web view. */
export function PassphraseInput(props: PasswordInputProps) {
  const { t } = useLingui();
  return (
    <PasswordInput
      autoComplete="off"
      spellCheck={false}
      withAsterisk={false}
      aria-invalid={props.error ? true : undefined}
      visibilityToggleButtonProps={{ "aria-label": t`Show or hide the passphrase` }}
      {...props}
    />
  );
}
