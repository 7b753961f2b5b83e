/** What saves the fields that are on the screen; each tells whether it could. */
export const openFields = new Set<() => Promise<boolean>>();

/** How long the program waits for the last words before it locks or closes, milliseconds. */
const patience = 3_000;

/** Saves what is written and not saved yet, before the workspace is locked or the window closes. Never throws, and never waits for long. */
export async function flushAll(): Promise<void> {
  const saved = Promise.all([...openFields].map((flush) => flush()));
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([saved, new Promise((resolve) => (timer = setTimeout(resolve, patience)))]);
  clearTimeout(timer);
}
