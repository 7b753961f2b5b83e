import { ActionIcon, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";

interface IconButtonProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  icon: Icon;
}

/** A small button with what it does on hover. */
export function IconButton({ label, disabled = false, onClick, icon: Picture }: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => !disabled && onClick()} data-disabled={disabled || undefined} aria-disabled={disabled} style={{ background: "transparent" }}>
        <Picture size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}
