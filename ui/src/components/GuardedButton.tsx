import { Button, type ButtonProps, Tooltip } from "@mantine/core";

interface GuardedButtonProps extends ButtonProps {
  /** Why it cannot be pressed; null lets it be pressed. */
  reason: string | null;
  onClick: () => void;
  type?: "button" | "submit";
}

/** A button that says why it does nothing, to the mouse and to screen readers, instead of hiding or going dumb. */
export function GuardedButton({ reason, onClick, type = "button", ...button }: GuardedButtonProps) {
  if (reason === null) return <Button {...button} type={type} onClick={onClick} />;
  return (
    <Tooltip label={reason} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <Button {...button} type="button" data-disabled aria-disabled onClick={(event) => event.preventDefault()} />
    </Tooltip>
  );
}
