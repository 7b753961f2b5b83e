import { useLingui } from "@lingui/react/macro";
import { Tooltip } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import option from "@/components/option.module.css";
import { usePermissions } from "@/shared/permissions";

import classes from "./Shell.module.css";

/** Said here once, so that no screen has to: nothing can be changed, why, and the way to whoever may change that. */
export function ReadOnlyPlace({ narrow }: { narrow: boolean }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { readOnly } = usePermissions();
  if (readOnly === null) return null;
  const label = t`Read only`;
  const why =
    readOnly === "reader" ? t`As a reader you see everything and change nothing. An owner of the workspace can give you another role.` : t`This machine was removed from the firm: you can read what is here, and nothing can be changed.`;
  return (
    <Tooltip label={why} position="right" multiline maw={320} openDelay={narrow ? 0 : 200} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={`${option.option} ${classes.place}`} onClick={() => void navigate({ to: "/sharing" })} aria-label={`${label}. ${why}`}>
        <IconEye size={18} stroke={1.5} aria-hidden />
        <span className={classes.label}>{label}</span>
      </button>
    </Tooltip>
  );
}
