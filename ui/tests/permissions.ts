import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Act } from "@/ipc/bindings/Act";
import type { Permission } from "@/ipc/bindings/Permission";
import type { Permissions } from "@/ipc/bindings/Permissions";
import type { Role } from "@/ipc/bindings/Role";
import type { TablePermission } from "@/ipc/bindings/TablePermission";

/** The acts in the order in which docs/roles.md names them. */
const acts = ["invite", "change_members", "change_roles", "rotate_keys", "adopt_changes", "set_minimum_version", "change_playbook", "erase", "restore_backup", "import", "undo_others", "undo_own"] as const satisfies readonly Act[];
const rules = { yes: "any", own: "own", signs: "signing", "-": "never" } as const;

const text = readFileSync(join(import.meta.dirname, "../../docs/roles.md"), "utf8");
const [head = "", ...parts] = text.split(/^### /m);
const rowsOf = (part: string) =>
  part
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| Act") && !line.startsWith("| Column"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));

const places: Record<Role, number> = { owner: 0, manager: 1, assistant: 2, viewer: 3 };

/** What a role may do, as docs/roles.md says: the program makes that page of what it asks itself. */
export function permissionsOf(role: Role | null, shared = true): Permissions {
  const place = role === null ? 3 : places[role];
  const allowed = rowsOf(head);
  return {
    role,
    shared,
    acts: Object.fromEntries(
      acts.map((act, index) => {
        const cells = allowed[index]?.slice(1) ?? [];
        const least = (["assistant", "manager", "owner"] as const).find((one) => cells[places[one]] === "yes") ?? "owner";
        return [act, { allowed: cells[place] === "yes", least }];
      }),
    ) as Permissions["acts"],
    tables: Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf("\n")).trim(), tableOf(part, role)])),
  };
}

function tableOf(part: string, role: Role | null): TablePermission {
  const table: TablePermission = { make: { rule: "never", least: "owner" }, delete: { rule: "never", least: "owner" }, columns: {} };
  for (const [names = "", manager = "-", assistant = "-"] of rowsOf(part)) {
    const rule = { owner: "yes", manager, assistant, viewer: "-" }[role ?? "viewer"] as keyof typeof rules;
    const least: Role = assistant === "yes" ? "assistant" : manager === "yes" ? "manager" : "owner";
    const permission: Permission = { rule: rules[rule], least };
    if (names === "*make*") table.make = permission;
    else if (names === "*delete*") table.delete = permission;
    else for (const [, column = ""] of names.matchAll(/`(\w+)`/g)) table.columns[column] = permission;
  }
  return table;
}
