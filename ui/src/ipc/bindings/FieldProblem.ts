export type FieldProblem = "required" | "too_long" | "check_digit" | "form" | "range" | "unknown" | "taken" | "circle";
