export type Theme = "auto" | "light" | "dark";
