import { Trans } from "@lingui/react/macro";
import { useDisclosure } from "@mantine/hooks";

import { RemoveDemoDialog } from "@/components/RemoveDemo";

import classes from "./Shell.module.css";

/** Nobody shall take the invented firm for their own; and the way to one's own is always in sight. */
export function DemoRibbon() {
  const [asking, { open, close }] = useDisclosure();
  return (
    <aside className={`${classes.ribbon} pk-no-print`}>
      <span>
        <Trans>Demo firm: every name and figure is invented.</Trans>
      </span>
      <button type="button" className={classes.ribbonLink} onClick={open}>
        <Trans>Remove the demo firm and make your own</Trans>
      </button>
      <RemoveDemoDialog opened={asking} onClose={close} />
    </aside>
  );
}
