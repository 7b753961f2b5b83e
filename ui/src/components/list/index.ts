export type { ListColumn, ListSort } from "./columns";
export { ChoiceEditor, TextEditor } from "./editors";
export { type FilterOption, FilterPill } from "./FilterPill";
export { ListPage, type ListPageProps } from "./ListPage";
export type { Selection } from "./selection";
export type { RowPage, RowSource } from "./usePagedRows";
export { type ListView, ViewMenu } from "./ViewMenu";
