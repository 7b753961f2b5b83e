import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Select } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconLock } from "@tabler/icons-react";

import { KeyHint } from "@/components/KeyHint";
import { showNotice } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { statusChanged, useStatus } from "@/shared/status";

import { ChangePassphraseDrawer } from "./ChangePassphraseDrawer";
import { lockTimes } from "./lockTimes";
import classes from "./Settings.module.css";
import { SettingsSection } from "./SettingsSection";
import { useMachine } from "./useMachine";

const never = "never";

/** When the workspace locks, and what opens it. */
export function LockSection() {
  const { t } = useLingui();
  const status = useStatus();
  const { settings, save } = useMachine();
  const [changing, { open: openChanging, close: closeChanging }] = useDisclosure();
  const lock = useChange("lock", { onDone: statusChanged });
  const remember = useChange("set_remembered", {
    onDone: (next, { remembered }) => {
      statusChanged(next);
      showNotice(remembered ? t`This machine remembers the key` : t`This machine has forgotten the key`);
    },
  });
  const minutes = settings?.lock_after_minutes;
  return (
    <SettingsSection anchor="lock" title={t({ message: "Lock", context: "heading" })} description={<Trans>While it is locked, nothing of the firm can be read on this machine. It also locks when the machine goes to sleep.</Trans>}>
      <Select
        label={t`Lock by itself when not used`}
        className={classes.short}
        value={minutes === null ? never : String(minutes ?? "")}
        onChange={(value) => save({ lock_after_minutes: value === never || value === null ? null : Number(value) })}
        data={[
          ...lockTimes(minutes).map((time) => ({ value: String(time), label: plural(time, { one: "After # minute", other: "After # minutes" }) })),
          { value: never, label: t`Never` },
        ]}
      />
      <Checkbox
        label={t`Remember the key on this machine`}
        description={
          status?.key_store
            ? t`The key store of the operating system keeps the key: whoever can sign in to this machine can open the workspace.`
            : t`The operating system offers no key store here, so the passphrase is typed each time.`
        }
        checked={status?.remembered ?? false}
        disabled={!status?.key_store || remember.isPending}
        onChange={(event) => remember.mutate({ remembered: event.currentTarget.checked })}
      />
      <Group gap="xs">
        <Button variant="default" leftSection={<IconLock size={16} stroke={1.5} />} rightSection={<KeyHint keys="mod+shift+l" />} onClick={() => lock.mutate({})}>
          <Trans>Lock now</Trans>
        </Button>
        <Button variant="default" leftSection={<IconKey size={16} stroke={1.5} />} onClick={openChanging}>
          <Trans>Change the passphrase</Trans>
        </Button>
      </Group>
      <ChangePassphraseDrawer key={String(changing)} opened={changing} onClose={closeChanging} />
    </SettingsSection>
  );
}
