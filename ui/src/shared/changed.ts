/** The values that differ from what they were; texts count without the space around them. */
export function changed<Values extends Record<string, unknown>>(before: Values, after: Values): Partial<Values> {
  const bare = (value: unknown) => (typeof value === "string" ? value.trim() : value);
  const different = Object.entries(after).filter(([key, value]) => bare(value) !== bare(before[key]));
  return Object.fromEntries(different.map(([key, value]) => [key, bare(value)])) as Partial<Values>;
}
