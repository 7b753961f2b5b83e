export { ConflictChoice } from "./ConflictChoice";
export { ConflictMark } from "./ConflictMark";
export { ConflictsHint } from "./ConflictsHint";
export { useDisputedFields } from "./useRecordConflicts";
export { useSettle } from "./useSettle";
