export type JobKind = "demo" | "dry_run" | "import" | "undo_import" | "signals" | "backtest" | "backup" | "restore" | "check";
