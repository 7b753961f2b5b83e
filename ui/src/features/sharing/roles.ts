import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Role } from "@/ipc/bindings/Role";

/** What a role may do, in a line; the whole table is in docs/roles.md. */
export const roleDescriptions = {
  owner: msg`Everything, also people, roles and the settings of the firm.`,
  manager: msg`Everything about customers, also imports. Not people, roles or the settings of the firm.`,
  assistant: msg`Contacts, people at customers and plain facts. Nothing that decides, such as whose customer it is.`,
  viewer: msg`Reads everything and changes nothing.`,
} satisfies Record<Role, MessageDescriptor>;
