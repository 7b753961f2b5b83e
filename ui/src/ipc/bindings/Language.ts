export type Language = "fi" | "en";
