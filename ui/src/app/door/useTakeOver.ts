import { useEffect } from "react";

/** Tells the door that was shown early, if one was, that the program is drawn in its place. */
export function useTakeOver(): void {
  useEffect(() => void window.pelikirjaDoor?.takenOver(), []);
}
