import { type RefObject, useEffect, useRef, useState } from "react";

/** How far from the top of the window a section counts as the one that is read, pixels. */
const readingLine = 160;

/** Which section of a long page is being read, and a way to another one. */
export function useSectionInView(page: RefObject<HTMLElement | null>): { inView: string | null; goTo: (anchor: string) => void } {
  const [inView, setInView] = useState<string | null>(null);
  // The last sections cannot be scrolled up to the line: what was asked for counts until somebody scrolls on.
  const asked = useRef(false);
  useEffect(() => {
    const sections = () => [...(page.current?.querySelectorAll<HTMLElement>("[data-anchor]") ?? [])];
    const look = () => {
      if (asked.current) return;
      const passed = sections().filter((section) => section.getBoundingClientRect().top <= readingLine);
      setInView((passed.at(-1) ?? sections()[0])?.dataset["anchor"] ?? null);
    };
    const scrollsOn = () => {
      asked.current = false;
    };
    look();
    // The page scrolls inside the shell: scrolling does not bubble, but it can be caught on the way down.
    window.addEventListener("scroll", look, { capture: true, passive: true });
    const hands = ["wheel", "keydown", "pointerdown"] as const;
    for (const hand of hands) window.addEventListener(hand, scrollsOn, { capture: true, passive: true });
    return () => {
      window.removeEventListener("scroll", look, { capture: true });
      for (const hand of hands) window.removeEventListener(hand, scrollsOn, { capture: true });
    };
  }, [page]);
  const goTo = (anchor: string) => {
    const section = page.current?.querySelector<HTMLElement>(`[data-anchor="${anchor}"]`);
    section?.scrollIntoView({ block: "start" });
    section?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
    asked.current = true;
    setInView(anchor);
  };
  return { inView, goTo };
}
