import { useState, useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether this stood in the page before the program came, and somebody may have typed in it. The same as long as it is mounted. */
export function useDrawnBefore(): boolean {
  // The third answer is the one for what was drawn elsewhere and is only taken over.
  const now = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  const [atFirst] = useState(now);
  return atFirst;
}
