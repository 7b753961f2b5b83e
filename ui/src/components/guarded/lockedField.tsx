import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { Denial } from "@/shared/permissions";

import classes from "./Guarded.module.css";

interface Locked {
  readOnly: true;
  variant: "filled";
  /** What one would type is no example of what stands there. */
  placeholder: "";
  rightSection: ReactNode;
  title: string;
  "aria-description": string;
}

/** What a field gets that one may read and not change: it keeps its place in the order of the keyboard, and says why. */
export function lockedField(denial: Denial | null): Locked | Record<string, never> {
  if (denial === null) return {};
  return { readOnly: true, variant: "filled", placeholder: "", rightSection: <IconLock size={14} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden />, title: denial.reason, "aria-description": denial.reason };
}

/** Once in a form that has such fields: what the lock means. */
export function LockNote({ denial }: { denial: Denial | null }) {
  if (denial === null) return null;
  return (
    <Text size="sm" c="dimmed" className={classes.note}>
      <IconLock size={14} stroke={1.5} aria-hidden />
      <span>
        <Trans>What has a lock, only account managers and owners change.</Trans>
      </span>
    </Text>
  );
}
