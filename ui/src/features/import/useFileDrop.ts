import { useEffect, useRef, useState } from "react";

import { listenToDrops } from "@/ipc/files";

/**
 * Takes files dropped anywhere on the window while the screen is shown.
 *
 * @returns whether files are held over the window now
 */
export function useFileDrop(onFile: (path: string, others: number) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFile);
  useEffect(() => {
    latest.current = onFile;
  });
  useEffect(
    () =>
      listenToDrops((drop) => {
        setOver(drop.kind === "over");
        const first = drop.kind === "dropped" ? drop.paths[0] : undefined;
        if (drop.kind === "dropped" && first !== undefined) latest.current(first, drop.paths.length - 1);
      }),
    [],
  );
  return over;
}
