export { type DraftChange, type SavingState, type Stored } from "./Drafts";
export { SavingNote } from "./SavingNote";
export { type SavedFields, useDrafts } from "./useDrafts";
