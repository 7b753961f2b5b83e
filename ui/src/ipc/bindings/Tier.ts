import type { TierKey } from "./TierKey";
export type Tier = { id: string, name: string, key: TierKey | null, position: number, contact_maximum_days: number | null, customers: number, };
