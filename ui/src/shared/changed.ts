/** The values that differ from what they were; texts count without the space around them, lists by what is in them. */
export function changed<Values extends Record<string, unknown>>(before: Values, after: Values): Partial<Values> {
  const bare = (value: unknown) => (typeof value === "string" ? value.trim() : value);
  const same = (one: unknown, other: unknown): boolean =>
    Array.isArray(one) && Array.isArray(other) ? one.length === other.length && one.every((value, index) => same(value, other[index])) : bare(one) === bare(other);
  const different = Object.entries(after).filter(([key, value]) => !same(value, before[key]));
  return Object.fromEntries(different.map(([key, value]) => [key, bare(value)])) as Partial<Values>;
}
