import { useEffect, useRef } from "react";

/** Brings an element into view when the address asks for it, also once it has been drawn later than the page. */
export function useShown<Element extends HTMLElement>(shown: boolean) {
  const element = useRef<Element>(null);
  useEffect(() => {
    if (shown) element.current?.scrollIntoView({ block: "center" });
  }, [shown]);
  return element;
}
