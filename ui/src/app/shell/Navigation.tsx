import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconKeyboard, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconLock } from "@tabler/icons-react";

import { KeyHint } from "@/components/KeyHint";
import option from "@/components/option.module.css";

import { Jobs } from "./Jobs";
import { places } from "./places";
import { ReadOnlyPlace } from "./ReadOnlyPlace";
import classes from "./Shell.module.css";
import { SyncPlaces } from "./SyncPlaces";

interface NavigationProps {
  firm: string;
  narrow: boolean;
  onToggle: () => void;
  onLock: () => void;
  onShortcuts: () => void;
}

/** Where one can go, what is going on, and the lock. */
export function Navigation({ firm, narrow, onToggle, onLock, onShortcuts }: NavigationProps) {
  const { t, i18n } = useLingui();
  const toggleLabel = narrow ? t`Wide navigation` : t`Narrow navigation`;
  return (
    <nav className={`${classes.navigation} pk-no-print`} aria-label={t`Main navigation`}>
      <div className={classes.firm}>
        <span className={classes.firmName} title={firm}>
          {firm}
        </span>
        <Tooltip label={toggleLabel} position="right">
          <ActionIcon onClick={onToggle} aria-label={toggleLabel} aria-expanded={!narrow}>
            {narrow ? <IconLayoutSidebarLeftExpand size={18} stroke={1.5} /> : <IconLayoutSidebarLeftCollapse size={18} stroke={1.5} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {places.map(({ to, label, icon: PlaceIcon, keys }) => (
        <Tooltip key={to} label={i18n._(label)} position="right" disabled={!narrow} openDelay={0}>
          <Link to={to} className={`${option.option} ${classes.place}`} activeOptions={{ exact: to === "/" }} aria-label={i18n._(label)}>
            <PlaceIcon size={18} stroke={1.5} aria-hidden />
            <span className={classes.label}>{i18n._(label)}</span>
            <span className={classes.hint} aria-hidden>
              <KeyHint keys={keys} />
            </span>
          </Link>
        </Tooltip>
      ))}
      <div className={classes.spring} />
      <Jobs narrow={narrow} />
      <ReadOnlyPlace narrow={narrow} />
      <SyncPlaces narrow={narrow} />
      <FootButton label={t`Shortcuts`} narrow={narrow} keys="?" icon={IconKeyboard} onClick={onShortcuts} />
      <FootButton label={t`Lock`} narrow={narrow} keys="mod+shift+l" icon={IconLock} onClick={onLock} />
    </nav>
  );
}

interface FootButtonProps {
  label: string;
  narrow: boolean;
  keys: string;
  icon: typeof IconLock;
  onClick: () => void;
}

function FootButton({ label, narrow, keys, icon: ButtonIcon, onClick }: FootButtonProps) {
  return (
    <Tooltip label={label} position="right" disabled={!narrow} openDelay={0}>
      <button type="button" className={`${option.option} ${classes.place}`} onClick={onClick} aria-label={label}>
        <ButtonIcon size={18} stroke={1.5} aria-hidden />
        <span className={classes.label}>{label}</span>
        <span className={classes.hint} aria-hidden>
          <KeyHint keys={keys} />
        </span>
      </button>
    </Tooltip>
  );
}
