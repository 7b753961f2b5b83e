export type Area = "customers" | "contacts" | "queue" | "orders" | "imports" | "settings";
