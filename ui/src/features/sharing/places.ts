/** Different places, 1 to `of`, in order. `random` gives 0 up to 1, as `Math.random` does. */
export function choosePlaces(count: number, of: number, random: () => number): number[] {
  const places = Array.from({ length: of }, (_, index) => index + 1);
  const chosen = Array.from({ length: count }, () => places.splice(Math.floor(random() * places.length), 1)[0] ?? 0);
  return chosen.toSorted((left, right) => left - right);
}
