import { useEffect, useState } from "react";

type Settle = () => Promise<boolean>;

/** The lines of the minutes that are written down one by one, and not as one types. */
export interface Lines {
  settlers: Map<string, Settle>;
  mark: (name: string, written: boolean) => void;
}

interface UsedLines {
  lines: Lines;
  /** The lines in which something stands that is not written down yet. */
  written: ReadonlySet<string>;
  /** Writes down what stands in them; false, with the focus there, when a line lacks something or was refused. */
  settle: Settle;
}

/** For the form around the lines: what is typed into one must not be lost when the form is closed or left. */
export function useLines(): UsedLines {
  const [written, setWritten] = useState<ReadonlySet<string>>(new Set());
  const [lines] = useState<Lines>(() => ({
    settlers: new Map(),
    mark: (name, is) => setWritten((before) => (before.has(name) === is ? before : new Set(is ? [...before, name] : [...before].filter((other) => other !== name)))),
  }));
  const settle = async () => {
    for (const name of written) {
      const one = lines.settlers.get(name);
      // One after the other: the second is not tried when the first lacks something.
      // oxlint-disable-next-line no-await-in-loop
      if (one && !(await one())) return false;
    }
    return true;
  };
  return { lines, written, settle };
}

/** One such line. */
export function useLine(lines: Lines, name: string, written: boolean, settle: Settle): void {
  useEffect(() => {
    lines.settlers.set(name, settle);
  });
  useEffect(() => {
    lines.mark(name, written);
  }, [lines, name, written]);
  useEffect(
    () => () => {
      lines.settlers.delete(name);
      lines.mark(name, false);
    },
    [lines, name],
  );
}
