import { useCallback, useInsertionEffect, useRef } from "react";

/** The same function at every drawing, which does what the latest one does: rows that get it need not be drawn again. */
export function useStable<Parameters extends unknown[]>(act: (...parameters: Parameters) => void): (...parameters: Parameters) => void {
  const latest = useRef(act);
  useInsertionEffect(() => {
    latest.current = act;
  });
  return useCallback((...parameters) => latest.current(...parameters), []);
}
