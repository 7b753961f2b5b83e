import { type ComponentType, lazy } from "react";

/** What is behind the choices of the gate: fetched once the gate is painted, so that it need not wait for them. */
export const fetchForms = () => import("./forms");

function later<Name extends keyof Forms>(name: Name) {
  return lazy(() => fetchForms().then((forms) => ({ default: forms[name] as ComponentType<Properties<Name>> })));
}

type Forms = Awaited<ReturnType<typeof fetchForms>>;
type Properties<Name extends keyof Forms> = Parameters<Forms[Name]>[0];

export const CreateWorkspaceForm = later("CreateWorkspaceForm");
export const JoinForm = later("JoinForm");
export const OpenWorkspace = later("OpenWorkspace");
export const RemoveDemoDialog = later("RemoveDemoDialog");
export const RestoreForm = later("RestoreForm");
