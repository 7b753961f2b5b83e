// Tells the shell that somebody is there, so that it need not lock the workspace. In the shell and not in the
// interface, so that nothing the interface does or forgets can keep a workspace open that nobody uses.
(() => {
  const often = 15_000;
  let last = -often;
  let place = "";
  const note = (event) => {
    // The page moves under a pointer that rests, and the web view calls that a move too.
    const before = place;
    if (event.type === "pointermove") place = `${event.screenX} ${event.screenY}`;
    if (event.type === "pointermove" && place === before) return;
    const now = performance.now();
    if (now - last < often) return;
    last = now;
    window.__TAURI_INTERNALS__.invoke("in_use").catch(() => {});
  };
  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"]) {
    window.addEventListener(kind, note, { capture: true, passive: true });
  }
})();
