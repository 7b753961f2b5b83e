import { Trans } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconClock, IconInfoCircle, IconProgress } from "@tabler/icons-react";

import { GuardedButton } from "@/components/guarded";
import { showNotice } from "@/shared/changes";
import { syncChanged, useChange } from "@/shared/data";
import { usePermissions } from "@/shared/permissions";
import { useLingui } from "@lingui/react/macro";

import classes from "./Sharing.module.css";
import { type Matter, type Tone, tones } from "./standing";
import { useMatterWords } from "./useMatterWords";

const pictures = { bad: IconAlertTriangle, warn: IconAlertTriangle, busy: IconProgress, calm: IconInfoCircle, good: IconCircleCheck } satisfies Record<Tone, unknown>;
const colors = {
  bad: "var(--pk-bad)",
  warn: "var(--pk-warn)",
  busy: "var(--mantine-color-dimmed)",
  calm: "var(--mantine-color-dimmed)",
  good: "var(--pk-good)",
} satisfies Record<Tone, string>;

/** The sign of a matter: always beside its words. */
export function MatterIcon({ kind, size = 18 }: { kind: Matter["kind"]; size?: 16 | 18 }) {
  const tone: Tone = tones[kind];
  const Picture = kind === "paused" || kind === "clock_ahead" ? IconClock : pictures[tone];
  return <Picture size={size} stroke={1.5} color={colors[tone]} aria-hidden />;
}

/** How the exchange stands, in sentences, each with what can be done about it here. */
export function MattersList({ matters, onMove }: { matters: readonly Matter[]; onMove: () => void }) {
  const words = useMatterWords();
  return (
    <ul className={classes.matters} aria-live="polite">
      {matters.map((matter) => (
        <li key={`${matter.kind} ${"name" in matter ? matter.name : ""}`} className={classes.matter}>
          <MatterIcon kind={matter.kind} />
          <Text className={classes.words}>{words(matter).long}</Text>
          <Remedy matter={matter} onMove={onMove} />
        </li>
      ))}
    </ul>
  );
}

function Remedy({ matter, onMove }: { matter: Matter; onMove: () => void }) {
  const { t } = useLingui();
  const { denied } = usePermissions();
  const adopt = useChange("adopt_device", {
    onDone: () => {
      syncChanged();
      showNotice(t`The changes were taken over`);
    },
  });
  const resume = useChange("pause_sync", { onDone: syncChanged });
  if (matter.kind === "set_aside") {
    return (
      <GuardedButton variant="default" size="compact-sm" denial={denied("adopt_changes")} onClick={() => adopt.mutate({ id: matter.device })} loading={adopt.isPending}>
        <Trans>Take over</Trans>
      </GuardedButton>
    );
  }
  if (matter.kind === "paused") {
    return (
      <Button variant="default" size="compact-sm" onClick={() => resume.mutate({ paused: false })} loading={resume.isPending}>
        <Trans>Resume</Trans>
      </Button>
    );
  }
  if (matter.kind === "foreign" || matter.kind === "missing" || matter.kind === "unreachable") {
    return (
      <Button variant="default" size="compact-sm" onClick={onMove}>
        <Trans>The folder is elsewhere</Trans>
      </Button>
    );
  }
  return null;
}
