import { useLingui } from "@lingui/react/macro";
import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";

import { ShortcutLayer } from "@/shared/shortcuts";

interface SideDrawerProps {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** Pixels; for what needs two columns of values. */
  size?: number;
  children: ReactNode;
}

/**
 * A drawer over the page: for what is short and belongs to what is underneath (log a contact, edit a field,
 * look at an order). What has an address of its own, or takes longer than a minute, is a page.
 */
export function SideDrawer({ title, opened, onClose, size, children }: SideDrawerProps) {
  const { t } = useLingui();
  return (
    <Drawer opened={opened} onClose={onClose} title={title} padding="lg" {...(size === undefined ? {} : { size })} closeButtonProps={{ "aria-label": t`Close` }}>
      <ShortcutLayer>{children}</ShortcutLayer>
    </Drawer>
  );
}
