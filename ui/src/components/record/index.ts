export { type Fact, RecordPage } from "./RecordPage";
export { Details, Section } from "./Section";
export { SideDrawer } from "./SideDrawer";
