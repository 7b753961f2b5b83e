import { useLingui } from "@lingui/react/macro";
import { Modal, type ModalProps } from "@mantine/core";

import { ShortcutLayer } from "@/shared/shortcuts";

/** A dialog over everything: for a name, a choice, a list of keys. The shortcuts of the screen sleep meanwhile. */
export function Dialog({ children, ...modal }: Omit<ModalProps, "closeButtonProps">) {
  const { t } = useLingui();
  return (
    <Modal {...modal} closeButtonProps={{ "aria-label": t`Close` }}>
      <ShortcutLayer>{children}</ShortcutLayer>
    </Modal>
  );
}
