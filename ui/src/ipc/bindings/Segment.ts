export type Segment = "loyal" | "frequent" | "occasional" | "once" | "lapsed";
