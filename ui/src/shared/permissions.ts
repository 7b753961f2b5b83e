import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { useMemo } from "react";

import type { Act } from "@/ipc/bindings/Act";
import type { Permissions } from "@/ipc/bindings/Permissions";
import type { Role } from "@/ipc/bindings/Role";

import { useCommand } from "./data";

/** Whose record is written: one that is being made, one's own, or anybody's. */
export type Whose = "new" | "own" | "other";

/** Why something may not be done here. */
export interface Denial {
  /** In words, with who may. */
  reason: string;
  /** The person only reads: what may not be done is left out, for the shell has said so once. */
  quiet: boolean;
}

/** The least role that may do what is denied, or that the machine is out of the firm. */
type Missing = Role | "removed";

/** A part of the program's own writing: an act, or a column of a table; `make` and `delete` are of whole records. */
type Deed = [act: Act] | [table: string, column: string, whose?: Whose];

/** What is missing for something; null when it may be done. What is not known yet may: the program itself refuses it if not. */
export function missingFor(permissions: Permissions | undefined, [first, column, whose = "own"]: Deed): Missing | null {
  if (!permissions) return null;
  const lacking = (least: Role): Missing => (permissions.role === null ? "removed" : least);
  if (column === undefined) {
    const act = permissions.acts[first as Act];
    return act === undefined || act.allowed ? null : lacking(act.least);
  }
  const table = permissions.tables[first];
  const found = column === "make" ? table?.make : column === "delete" ? table?.delete : table?.columns[column];
  if (!found || found.rule === "any") return null;
  if (found.rule === "own" && whose !== "other") return null;
  if (found.rule === "signing" && whose === "new") return null;
  return lacking(found.least);
}

const reasons = {
  removed: msg`This machine does not belong to the firm any more.`,
  owner: msg`Only an owner of the workspace may do this.`,
  manager: msg`Only account managers and owners may do this.`,
  assistant: msg`Readers change nothing.`,
  viewer: msg`Readers change nothing.`,
} satisfies Record<Missing, MessageDescriptor>;

/** Whether nothing at all may be changed: the one who sits here is a reader, or the machine is out of the firm. */
function onlyReads(permissions: Permissions | undefined): boolean {
  return permissions !== undefined && (permissions.role === "viewer" || permissions.role === null);
}

export interface MayI {
  /** Why an act, or a change of a column, may not be done; null when it may. A record is one's own unless it is said. */
  denied: (...deed: Deed) => Denial | null;
  may: (...deed: Deed) => boolean;
  /** Whether nothing at all may be changed, and why. */
  readOnly: "reader" | "removed" | null;
}

/** What the one who uses this machine may do. The one place that screens ask. */
export function usePermissions(): MayI {
  // Another function in another language.
  const { _ } = useLingui();
  const permissions = useCommand("permissions", {}).data;
  return useMemo(() => {
    const quiet = onlyReads(permissions);
    const denied = (...deed: Deed): Denial | null => {
      const missing = missingFor(permissions, deed);
      return missing === null ? null : { reason: _(reasons[missing]), quiet };
    };
    return { denied, may: (...deed) => missingFor(permissions, deed) === null, readOnly: quiet ? (permissions?.role === null ? "removed" : "reader") : null };
  }, [permissions, _]);
}
