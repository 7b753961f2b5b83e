import { Outlet, useNavigate } from "@tanstack/react-router";
import { msg } from "@lingui/core/macro";
import { useDisclosure } from "@mantine/hooks";
import { useEffect, useState } from "react";

import { flushAll } from "@/components/autosave";
import { ContactLogDrawer } from "@/features/contacts/ContactLogDrawer";
import { NextActionDrawer } from "@/features/contacts/NextActionDrawer";
import { MeetingDrawer } from "@/features/meetings/drawer/MeetingDrawer";
import { PromiseDrawer } from "@/features/promises/PromiseDrawer";
import { beforeClosing } from "@/ipc/window";
import { redoChange, undoChange } from "@/shared/changes";
import { openContactLog } from "@/shared/contactLog";
import { useChange } from "@/shared/data";
import { usePermissions } from "@/shared/permissions";
import { useDeviceSettings } from "@/shared/settings";
import { useShortcuts } from "@/shared/shortcuts";
import { statusChanged, useStatus } from "@/shared/status";
import { useSyncStatus } from "@/shared/sync";

import { DemoRibbon } from "./DemoRibbon";
import { Navigation } from "./Navigation";
import { Palette } from "./palette";
import { places } from "./places";
import { RecoveryRibbon } from "./RecoveryRibbon";
import { ShortcutSheet } from "./ShortcutSheet";
import classes from "./Shell.module.css";

/** Navigation on the left, the screen on the right; and what works everywhere. */
export function Shell() {
  const navigate = useNavigate();
  const status = useStatus();
  const lock = useChange("lock", { onDone: statusChanged });
  // Once it is locked or closed, what was just typed has nowhere to go.
  const lockNow = () => void flushAll().then(() => lock.mutate({}));
  useEffect(() => beforeClosing(flushAll), []);
  const [sheet, { open: openSheet, close: closeSheet }] = useDisclosure();
  const [palette, { toggle: togglePalette, close: closePalette }] = useDisclosure();
  const { settings, save } = useDeviceSettings();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const conflicts = useSyncStatus()?.conflicts ?? 0;
  const { may } = usePermissions();
  const narrow = chosen ?? settings?.narrow_navigation ?? false;
  const toggleNavigation = () => {
    setChosen(!narrow);
    save({ narrow_navigation: !narrow });
  };

  useShortcuts(msg`Everywhere`, [
    { keys: "mod+k", label: msg`Find and do`, run: togglePalette, inFields: true, everywhere: true, keysOnly: true },
    ...(may("contact", "make")
      ? [
          { keys: "c", label: msg`Log a contact`, run: () => openContactLog() },
          { keys: "mod+l", label: msg`Log a contact`, run: () => openContactLog(), inFields: true, keysOnly: true },
        ]
      : []),
    ...(may("undo_own")
      ? [
          { keys: "mod+z", label: msg`Undo`, run: () => void undoChange(), everywhere: true },
          { keys: ["mod+shift+z", "mod+y"], label: msg`Redo`, run: () => void redoChange(), everywhere: true },
        ]
      : []),
    ...places.map(({ to, go, keys }) => ({ keys, label: go, run: () => void navigate({ to }) })),
    { keys: "g p", label: msg`Go to Shared folder and people`, run: () => void navigate({ to: "/sharing" }) },
    ...(conflicts > 0 ? [{ keys: "g r", label: msg`Go to Conflicts`, run: () => void navigate({ to: "/sharing/conflicts" }) }] : []),
    { keys: "mod+b", label: msg`Narrow or wide navigation`, run: toggleNavigation },
    { keys: "mod+shift+l", label: msg`Lock`, run: lockNow, inFields: true, everywhere: true },
    { keys: "?", label: msg`Show shortcuts`, run: openSheet },
  ]);

  return (
    <div className={classes.shell} data-narrow={narrow || undefined}>
      <Navigation
        firm={status?.firm ?? ""}
        narrow={narrow}
        onToggle={toggleNavigation}
        onLock={lockNow}
        onShortcuts={openSheet}
      />
      <div className={classes.content}>
        {status?.demo && <DemoRibbon />}
        <RecoveryRibbon />
        <main className={classes.screen}>
          <Outlet />
        </main>
      </div>
      <ShortcutSheet opened={sheet} onClose={closeSheet} />
      <ContactLogDrawer />
      <NextActionDrawer />
      <MeetingDrawer />
      <PromiseDrawer />
      <Palette opened={palette} onClose={closePalette} />
    </div>
  );
}
