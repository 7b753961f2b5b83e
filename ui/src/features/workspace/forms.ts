export { RemoveDemoDialog } from "@/components/RemoveDemo";

export { CreateWorkspaceForm } from "./CreateWorkspaceForm";
export { JoinForm } from "./JoinForm";
export { OpenWorkspace } from "./OpenWorkspace";
export { RestoreForm } from "./RestoreForm";
