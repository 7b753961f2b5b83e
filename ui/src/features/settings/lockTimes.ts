/** Times without use that are offered, minutes. */
const usual = [5, 10, 15, 30, 60, 120];

/** The times to choose among, with the one in force even if nobody would offer it. */
export function lockTimes(inForce: number | null | undefined): number[] {
  const times = inForce === null || inForce === undefined ? usual : [...new Set([...usual, inForce])];
  return times.toSorted((left, right) => left - right);
}
