export { DateField } from "./DateField";
export { FormDrawer, FormPage, FormRow, FormSection } from "./Form";
export { useUnsavedGuard } from "./UnsavedGuard";
export { type RecordForm, useRecordForm } from "./useRecordForm";
