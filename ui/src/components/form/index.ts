export { DateField } from "./DateField";
export { FormDrawer, FormPage, FormRow, FormSection } from "./Form";
export { TimeField } from "./TimeField";
export { useUnsavedGuard } from "./UnsavedGuard";
export { type RecordForm, useRecordForm } from "./useRecordForm";
