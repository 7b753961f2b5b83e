import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import { checkNewPassphrase } from "@/components/passphrase";
import type { CreateWorkspace } from "@/ipc/bindings/CreateWorkspace";
import type { Language } from "@/ipc/bindings/Language";

/** What one types to make a workspace. */
export type NewWorkspace = {
  firm: string;
  member: string;
  passphrase: string;
  repeat: string;
  remember: boolean;
  /** Null is the program's own data folder. */
  folder: string | null;
};

export const emptyWorkspace: NewWorkspace = { firm: "", member: "", passphrase: "", repeat: "", remember: false, folder: null };

/** What is wrong before the program is asked; the strength of the passphrase is the program's to judge. */
export function checkWorkspace({ firm, member, passphrase, repeat }: NewWorkspace): Partial<Record<keyof NewWorkspace, MessageDescriptor>> {
  return {
    ...(firm.trim() === "" ? { firm: msg`Needed` } : {}),
    ...(member.trim() === "" ? { member: msg`Needed` } : {}),
    ...checkNewPassphrase(passphrase, repeat),
  };
}

/** The request: without the repetition, and without a folder when the usual one will do. */
export function toCreateWorkspace({ firm, member, passphrase, remember, folder }: NewWorkspace, language: Language): CreateWorkspace {
  return { firm: firm.trim(), member: member.trim(), passphrase, remember, language, ...(folder === null ? {} : { folder }) };
}
