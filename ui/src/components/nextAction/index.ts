export { DueChoice, QuickDays } from "./DueChoice";
