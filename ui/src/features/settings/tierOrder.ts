import type { SaveTier } from "@/ipc/bindings/SaveTier";
import type { Tier } from "@/ipc/bindings/Tier";

/** What to save so that a tier moves one place up (-1) or down (1): only the places that become others. */
export function moveTier(tiers: readonly Tier[], id: string, by: -1 | 1): SaveTier[] {
  const from = tiers.findIndex((tier) => tier.id === id);
  const moved = tiers[from];
  if (!moved || tiers[from + by] === undefined) return [];
  const order = tiers.toSpliced(from, 1).toSpliced(from + by, 0, moved);
  return order.flatMap((tier, position) => (tier.position === position ? [] : [{ id: tier.id, position, base: { position: tier.position, log_place: tier.log_place } }]));
}
