export { type DraftChange, type SavingState, type Stored } from "./Drafts";
export { flushAll } from "./flushAll";
export { SavingNote } from "./SavingNote";
export { Unsaved } from "./Unsaved";
export { type SavedFields, useDrafts } from "./useDrafts";
