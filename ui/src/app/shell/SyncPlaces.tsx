import { useLingui } from "@lingui/react/macro";
import { Tooltip } from "@mantine/core";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import option from "@/components/option.module.css";
import { MatterIcon } from "@/features/sharing/MattersList";
import { mattersOf } from "@/features/sharing/standing";
import { useMatterWords } from "@/features/sharing/useMatterWords";
import { useFormat } from "@/shared/format";
import { useConflicts, useSyncStatus } from "@/shared/sync";

import classes from "./Shell.module.css";

/** How the exchange with the other machines stands, and what is to be settled; nothing for a firm on one machine. */
export function SyncPlaces({ narrow }: { narrow: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const status = useSyncStatus();
  const words = useMatterWords();
  const conflicts = useConflicts().length;
  if (!status?.shared) return null;
  const matters = mattersOf(status);
  const { short } = words(matters[0]);
  const more = matters.map((matter) => words(matter).long).join("\n");
  const count = format.number(conflicts);
  return (
    <>
      {conflicts > 0 && (
        <Tooltip label={t`Two people wrote different things`} position="right" openDelay={narrow ? 0 : 400}>
          <Link to="/sharing/conflicts" className={`${option.option} ${classes.place}`} {...(narrow ? { "aria-label": t`Conflicts: ${count}` } : {})}>
            <IconArrowsSplit2 size={18} stroke={1.5} color="var(--pk-warn)" aria-hidden />
            <span className={classes.label}>{t`Conflicts`}</span>
            <span className={classes.badge}>{count}</span>
          </Link>
        </Tooltip>
      )}
      <Tooltip label={more} position="right" multiline maw={320} style={{ whiteSpace: "pre-line" }} openDelay={narrow ? 0 : 400}>
        <Link to="/sharing" className={`${option.option} ${classes.place}`} activeOptions={{ exact: true }} aria-label={t`Shared folder and people: ${short}`}>
          <MatterIcon kind={matters[0].kind} />
          <span className={classes.label}>{short}</span>
        </Link>
      </Tooltip>
    </>
  );
}
