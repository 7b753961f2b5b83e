import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useComputedColorScheme } from "@mantine/core";
import { IconBolt, IconFileImport, IconLanguage, IconMoon, IconPlus, IconSun } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import type { Language } from "@/ipc/bindings/Language";
import { offered, useLanguage } from "@/shared/language";
import { usePermissions } from "@/shared/permissions";
import { useDeviceSettings } from "@/shared/settings";
import { useAllShortcuts } from "@/shared/shortcuts";

import { places } from "../places";
import type { PaletteItem } from "./arrange";
import { runWhenRegistered } from "./runWhenRegistered";

const newCustomer = msg`New customer`;
const importFile = msg`Import a file`;

/** What can be done from here: all that has a shortcut, as registered, and some things that have none. */
export function useActions(): { places: PaletteItem[]; goings: PaletteItem[]; actions: PaletteItem[] } {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const language = useLanguage();
  const scheme = useComputedColorScheme("light");
  const { may } = usePermissions();
  const { save } = useDeviceSettings();
  const groups = useAllShortcuts();

  const goes = new Set(places.map(({ go }) => go.id));
  const registered = groups
    .flatMap(({ shortcuts }) => shortcuts)
    .filter(({ keysOnly, label }) => !keysOnly && !goes.has(label.id))
    .map(({ label, ...shortcut }) => ({ ...shortcut, text: i18n._(label) }))
    .filter(({ text }, index, all) => all.findIndex((other) => other.text === text) === index)
    .map(({ text, keys, run }): PaletteItem => ({
      key: `action ${text}`,
      icon: IconBolt,
      label: text,
      keys: [keys].flat()[0],
      run: () => run(new KeyboardEvent("keydown")),
    }));
  const known = new Set(registered.map(({ key }) => key));
  const more = (label: MessageDescriptor, icon: PaletteItem["icon"], run: () => void): PaletteItem[] => {
    const text = i18n._(label);
    const key = `action ${text}`;
    return known.has(key) ? [] : [{ key, icon, label: text, run }];
  };

  const going = (words: "label" | "go") =>
    places.map((place) => ({ key: `place ${place.to}`, icon: place.icon, label: i18n._(place[words]), keys: place.keys, run: () => void navigate({ to: place.to }) }));

  return {
    places: going("label"),
    goings: going("go"),
    actions: [
      ...(may("customer", "make") ? more(newCustomer, IconPlus, () => void navigate({ to: "/customers" }).then(() => runWhenRegistered(newCustomer))) : []),
      ...(may("import") ? more(importFile, IconFileImport, () => void navigate({ to: "/import/new" })) : []),
      ...registered,
      scheme === "dark"
        ? { key: "theme", icon: IconSun, label: t`Light theme`, run: () => save({ theme: "light" }) }
        : { key: "theme", icon: IconMoon, label: t`Dark theme`, run: () => save({ theme: "dark" }) },
      ...Object.entries(offered)
        .filter(([other]) => other !== language)
        .map(([other, { name }]) => ({ key: `language ${other}`, icon: IconLanguage, label: t`Language: ${name}`, run: () => save({ language: other as Language }) })),
    ],
  };
}
