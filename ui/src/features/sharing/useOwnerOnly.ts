import { useLingui } from "@lingui/react/macro";

import { useRole } from "@/shared/sync";

/** Why the one who uses this machine may not do what only owners may; null when they may. */
export function useOwnerOnly(): string | null {
  const { t } = useLingui();
  const role = useRole();
  if (role === "owner") return null;
  return role === null ? t`This machine does not belong to the firm any more.` : t`Only an owner of the workspace may do this.`;
}
