export type Member = { id: string, name: string, role: "owner" | "manager" | "assistant" | "viewer", email: string | null, phone: string | null, active: boolean, customers: number, };
