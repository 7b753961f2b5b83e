/** One line of the log: what happened when. By construction it has no room for names, texts or amounts. */
interface Entry {
  at: number;
  what: string;
}

const kept = 300;
const entries: Entry[] = [];

function note(what: string): void {
  entries.push({ at: Date.now(), what });
  if (entries.length > kept) entries.shift();
}

/** A command was answered. `outcome` is `ok` or the code of the error. */
export function noteCall(name: string, milliseconds: number, outcome: string): void {
  note(`call ${name} ${Math.round(milliseconds)} ms ${outcome}`);
}

/** The program told something. */
export function noteEvent(kind: string): void {
  note(`event ${kind}`);
}

/** Something broke. The message is left out because it may quote what was on the screen; the places in the code are not. */
export function noteCrash(problem: unknown): void {
  if (!(problem instanceof Error)) {
    note(`crash ${typeof problem}`);
    return;
  }
  const frames = (problem.stack ?? "").split("\n").filter((line) => /^\s*at |@.*:\d+:\d+$/.test(line));
  note([`crash ${problem.name}`, ...frames.slice(0, 12)].join("\n"));
}

/** The log as text, to be sent to whoever helps: no personal data in it. */
export function logText(about: Record<string, string>): string {
  const head = Object.entries(about).map(([name, value]) => `${name}: ${value}`);
  const lines = entries.map(({ at, what }) => `${new Date(at).toISOString()} ${what}`);
  return [...head, "", ...lines].join("\n");
}
