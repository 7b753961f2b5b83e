import { Text, UnstyledButton } from "@mantine/core";
import { type Icon, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";

import classes from "./Choice.module.css";

interface ChoiceProps {
  icon: Icon;
  title: string;
  /** Where the keyboard begins. */
  first?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children?: ReactNode;
}

/** One of the ways that lead on from a screen in front of the gate. */
export function Choice({ icon: Picture, title, first = false, disabled = false, onClick, children }: ChoiceProps) {
  return (
    <UnstyledButton className={classes.choice} onClick={onClick} autoFocus={first} disabled={disabled}>
      <Picture size={22} stroke={1.5} aria-hidden />
      <div className={classes.words}>
        <Text fw={500}>{title}</Text>
        {children && (
          <Text size="sm" c="dimmed">
            {children}
          </Text>
        )}
      </div>
      <IconChevronRight size={18} stroke={1.5} aria-hidden />
    </UnstyledButton>
  );
}
