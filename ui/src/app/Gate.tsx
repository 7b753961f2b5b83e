import { lazy, Suspense, useEffect } from "react";

import { ErrorState } from "@/components/ErrorState";
import { showFolderImport } from "@/features/import/folders/notice";
import { FirstRunScreen } from "@/features/workspace/FirstRunScreen";
import { fetchForms } from "@/features/workspace/laterForms";
import { UnlockScreen } from "@/features/workspace/UnlockScreen";
import { listenToApp } from "@/ipc/events";
import { noteEvent } from "@/ipc/log";
import { dataChanged, syncChanged, useCommand } from "@/shared/data";
import { followJobs } from "@/shared/jobs";
import { shortcuts } from "@/shared/shortcuts";
import { forgetEverything, refreshStatus } from "@/shared/status";

/** What is behind the gate is not needed to draw the gate. */
const inside = () => import("./Inside");
const Inside = lazy(inside);

/**
 * Lets nobody past who has not opened the workspace: no screen with data is even mounted while it is locked.
 * The one place that listens to the program and to the keyboard.
 */
export function Gate() {
  const status = useCommand("status", {});

  useEffect(
    () =>
      listenToApp((event) => {
        noteEvent(event.kind);
        followJobs(event);
        if (event.kind === "folder_imported") showFolderImport(event);
        if (event.kind === "data_changed") dataChanged(event.areas);
        if (event.kind === "sync_changed") syncChanged();
        if (event.kind === "locked") forgetEverything();
        if (event.kind === "closed") refreshStatus();
      }),
    [],
  );
  useEffect(() => {
    window.addEventListener("keydown", shortcuts.handle);
    return () => window.removeEventListener("keydown", shortcuts.handle);
  }, []);

  useEffect(() => {
    // Once the gate is painted, while the passphrase is typed.
    const timer = setTimeout(() => {
      void fetchForms();
      void inside();
    }, 100);
    return () => clearTimeout(timer);
  }, []);

  if (status.error) return <ErrorState error={status.error} retry={() => void status.refetch()} />;
  switch (status.data?.state) {
    case "missing":
      return <FirstRunScreen />;
    case "locked":
      return <UnlockScreen status={status.data} />;
    case "unlocked":
      return (
        <Suspense fallback={null}>
          <Inside />
        </Suspense>
      );
    case undefined:
      return null;
  }
}
