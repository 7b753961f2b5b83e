import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Modal, Text } from "@mantine/core";
import { IconBuildingStore, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

import { KeyHint } from "@/components/KeyHint";
import option from "@/components/option.module.css";
import { errorMessage } from "@/ipc/errors";
import { ShortcutLayer } from "@/shared/shortcuts";

import { arrange, type GroupKey, moveBy, type PaletteItem } from "./arrange";
import classes from "./Palette.module.css";
import { useActions } from "./useActions";
import { useHits } from "./useHits";
import { useRecentCustomers } from "./useRecentCustomers";

const groupWords = {
  recent: msg`Opened lately`,
  place: msg`Go to`,
  action: msg`Do`,
  customer: msg`Customers`,
  person: msg`People`,
  order: msg`Orders`,
  product: msg`Products`,
  note: msg`Notes`,
  meeting: msg`Meetings`,
  promise: msg`Promises`,
} satisfies Record<GroupKey, MessageDescriptor>;

/** Ctrl/Cmd+K: find anything, go anywhere, do anything. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const recent = useRecentCustomers();
  const [ran, setRan] = useState(false);
  const run = (item: PaletteItem) => {
    setRan(true);
    onClose();
    item.run();
  };
  const close = () => {
    setRan(false);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t`Find or do anything`}
      classNames={{ header: classes.header }}
      withCloseButton={false}
      centered={false}
      size={640}
      yOffset="12vh"
      padding={0}
      // What was chosen decides where the keyboard goes; leaving without choosing goes back to where it was.
      returnFocus={!ran}
      overlayProps={{ backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 0 }}
    >
      <ShortcutLayer>
        <PaletteBody recent={recent} onRun={run} onClose={close} />
      </ShortcutLayer>
    </Modal>
  );
}

interface PaletteBodyProps {
  recent: ReturnType<typeof useRecentCustomers>;
  onRun: (item: PaletteItem) => void;
  onClose: () => void;
}

function PaletteBody({ recent, onRun, onClose }: PaletteBodyProps) {
  const { t, i18n } = useLingui();
  const list = useId();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const waiting = useRef(false);
  const { places, goings, actions } = useActions();
  const { hits, aboutHits, fresh, error } = useHits(query);
  const recentItems = recent.map(({ id, name }): PaletteItem => ({
    key: `recent ${id}`,
    icon: IconBuildingStore,
    label: name,
    run: () => void navigate({ to: "/customers/$customer", params: { customer: id } }),
  }));
  const groups = arrange(query, { recent: recentItems, places, goings, actions, hits, aboutHits });
  const items = groups.flatMap((group) => group.items);
  const active = Math.max(0, items.findIndex(({ key }) => key === chosen));
  const current = items[active];
  const optionId = (key: string) => `${list} ${key}`.replaceAll(/\s/g, "-");

  // Enter was faster than the answer: it meant the first hit of what was typed, not of what was typed before.
  useEffect(() => {
    if (!waiting.current || !fresh) return;
    waiting.current = false;
    if (current) onRun(current);
  });

  const activeId = current && optionId(current.key);
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      onClose();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (fresh || chosen !== null) {
        if (current) onRun(current);
      } else {
        waiting.current = true;
      }
    } else {
      const next = moveBy(event.key, active, items.length);
      if (next === null) return;
      event.preventDefault();
      setChosen(items[next]?.key ?? null);
    }
  };

  return (
    <div className={classes.palette}>
      <div className={classes.search}>
        <IconSearch size={18} stroke={1.5} aria-hidden />
        <input
          className={classes.field}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setChosen(null);
            waiting.current = false;
          }}
          onKeyDown={onKeyDown}
          placeholder={t`Find or do anything`}
          role="combobox"
          aria-label={t`Find or do anything`}
          aria-expanded
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={activeId}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          data-mantine-stop-propagation
        />
      </div>
      <div className={classes.options} id={list} role="listbox" aria-label={t`What can be opened or done`} data-stale={!fresh || undefined}>
        {groups.map(({ key, items: inGroup }) => (
          <div key={key} role="group" aria-label={i18n._(groupWords[key])}>
            <div className={classes.title} aria-hidden>
              {i18n._(groupWords[key])}
            </div>
            {inGroup.map((item) => (
              <Option key={item.key} id={optionId(item.key)} item={item} active={item.key === current?.key} onHover={() => setChosen(item.key)} onRun={() => onRun(item)} />
            ))}
          </div>
        ))}
      </div>
      {error && (
        <Text size="sm" c="var(--pk-bad)" className={classes.nothing} role="alert">
          {i18n._(errorMessage(error))}
        </Text>
      )}
      {items.length === 0 && fresh && !error && (
        <Text size="sm" c="dimmed" className={classes.nothing} role="status">
          <Trans>Nothing found. Try the beginning of a name, a number or a word from a note.</Trans>
        </Text>
      )}
      <footer className={classes.foot} aria-hidden>
        <span>
          <KeyHint keys="ArrowUp" /> <KeyHint keys="ArrowDown" /> <Trans>choose</Trans>
        </span>
        <span>
          <KeyHint keys="Enter" /> <Trans>open or do</Trans>
        </span>
        <span>
          <KeyHint keys="Escape" /> <Trans>close</Trans>
        </span>
      </footer>
    </div>
  );
}

interface OptionProps {
  id: string;
  item: PaletteItem;
  active: boolean;
  onHover: () => void;
  onRun: () => void;
}

function Option({ id, item, active, onHover, onRun }: OptionProps) {
  const { icon: Picture, label, detail, keys } = item;
  return (
    // The keyboard stays in the field, which names the active option; a click is the mouse's way only.
    <button
      type="button"
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className={`${option.option} ${classes.option}`}
      onMouseMove={active ? undefined : onHover}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onRun}
    >
      <Picture size={16} stroke={1.5} aria-hidden />
      <span className={classes.label}>{label}</span>
      {detail && <span className={classes.detail}>{detail}</span>}
      {keys && <KeyHint keys={keys} />}
    </button>
  );
}
