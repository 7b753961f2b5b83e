import { Button, type ButtonProps, Tooltip } from "@mantine/core";

import type { Denial } from "@/shared/permissions";

interface GuardedButtonProps extends ButtonProps {
  /** Why it cannot be pressed; null lets it be pressed. */
  denial: Denial | null;
  onClick: () => void;
  type?: "button" | "submit";
}

/** A button that says why it does nothing, to the mouse and to screen readers; who only reads does not get it at all. */
export function GuardedButton({ denial, onClick, type = "button", ...button }: GuardedButtonProps) {
  if (denial === null) return <Button {...button} type={type} onClick={onClick} />;
  if (denial.quiet) return null;
  return (
    <Tooltip label={denial.reason} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <Button {...button} type="button" data-disabled aria-disabled aria-description={denial.reason} onClick={(event) => event.preventDefault()} />
    </Tooltip>
  );
}
