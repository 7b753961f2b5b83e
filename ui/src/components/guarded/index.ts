export { GuardedButton } from "./GuardedButton";
export { GuardedItem } from "./GuardedItem";
export { ReadOnlyFields } from "./ReadOnlyFields";
export { lockedField, LockNote } from "./lockedField";
