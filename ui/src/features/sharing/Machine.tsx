import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Badge, Button, Menu } from "@mantine/core";
import { IconDeviceDesktopOff, IconDeviceLaptop, IconDots, IconPencil } from "@tabler/icons-react";

import type { Device } from "@/ipc/bindings/Device";
import { showNotice } from "@/shared/changes";
import { syncChanged, useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";

import classes from "./Sharing.module.css";
import { momentText } from "./useMatterWords";

interface MachineProps {
  device: Device;
  onRename: () => void;
  onRemove: () => void;
}

/** A machine of a person: when it was heard of last, and whether somebody has vouched for it. */
export function Machine({ device, onRename, onRemove }: MachineProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = usePermissions();
  const mayVouch = may("change_members");
  const mayRename = may("device", "name") && (device.this || mayVouch);
  const name = device.name === "" ? t`Unnamed machine` : device.name;
  const confirm = useChange("confirm_device", {
    onDone: () => {
      syncChanged();
      showNotice(t`Confirmed: ${name}`);
    },
  });
  const heard = device.last_at === null ? null : momentText(format, device.last_at);
  const { behind } = device;
  const about = [
    device.removed ? t`removed` : null,
    heard === null ? t`nothing from it yet` : t`last change ${heard}`,
    behind > 0 ? plural(behind, { one: "# file is not here yet", other: "# files are not here yet" }) : null,
  ].filter((part) => part !== null);
  return (
    <li className={classes.machine} data-removed={device.removed || undefined}>
      <IconDeviceLaptop size={16} stroke={1.5} aria-hidden />
      <span className={classes.machineName}>{name}</span>
      {device.this && <Badge size="sm">{t`This machine`}</Badge>}
      {!device.confirmed && !device.removed && (
        <Badge size="sm" color="amber">
          {t`Not confirmed yet`}
        </Badge>
      )}
      <span className={`${classes.faint} ${classes.machineAbout}`}>{about.join(" · ")}</span>
      {!device.confirmed && !device.removed && mayVouch && (
        <Button variant="default" size="compact-sm" onClick={() => confirm.mutate({ id: device.id })} loading={confirm.isPending}>
          <Trans>Confirm</Trans>
        </Button>
      )}
      {!device.removed && mayRename && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t`More about ${name}`}>
              <IconDots size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={onRename}>
              <Trans>Rename</Trans>
            </Menu.Item>
            {mayVouch && !device.this && (
              <Menu.Item leftSection={<IconDeviceDesktopOff size={16} stroke={1.5} />} color="red" onClick={onRemove}>
                <Trans>Remove the machine</Trans>
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
