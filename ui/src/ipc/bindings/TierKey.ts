export type TierKey = "key" | "mid" | "small";
