import { Menu, type MenuItemProps, Text } from "@mantine/core";

import type { Denial } from "@/shared/permissions";

import classes from "./Guarded.module.css";

interface GuardedItemProps extends MenuItemProps {
  /** Why it cannot be chosen; null lets it be chosen. */
  denial: Denial | null;
  onClick: () => void;
}

/** A line of a menu that says under its words why it cannot be chosen; the keyboard still comes to it. */
export function GuardedItem({ denial, onClick, children, color, ...item }: GuardedItemProps) {
  if (denial === null) {
    return (
      <Menu.Item {...item} color={color} onClick={onClick}>
        {children}
      </Menu.Item>
    );
  }
  if (denial.quiet) return null;
  return (
    <Menu.Item {...item} aria-disabled className={classes.item} closeMenuOnClick={false} onClick={(event) => event.preventDefault()}>
      <span>{children}</span>
      <Text size="xs" c="dimmed" maw={240}>
        {denial.reason}
      </Text>
    </Menu.Item>
  );
}
