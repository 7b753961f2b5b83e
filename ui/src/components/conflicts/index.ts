export { Author } from "./Author";
export { ConflictMark } from "./ConflictMark";
export { ConflictsHint } from "./ConflictsHint";
export { ConflictValue } from "./ConflictValue";
export { tellable } from "./tellable";
export { useSettle } from "./useSettle";
