import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { TransactionKind } from "@/ipc/bindings/TransactionKind";

/** What was done, as a noun: for "Undone: ..." and for the history of a record. */
export const transactionWords = {
  create_workspace: msg`making of the workspace`,
  create_demo: msg`making of the demo firm`,
  add_customer: msg`new customer`,
  edit_customer: msg`change of a customer`,
  delete_customer: msg`deletion of a customer`,
  bulk_edit: msg`change of several customers`,
  merge_customers: msg`merging of two customers`,
  not_duplicates: msg`two customers declared different`,
  edit_person: msg`change of a person`,
  change_employer: msg`change of employer`,
  erase_person: msg`erasing of a person`,
  log_contact: msg`logged contact`,
  edit_contact: msg`change of a contact`,
  delete_contact: msg`deletion of a contact`,
  edit_next_action: msg`change of a next action`,
  finish_next_action: msg`finished next action`,
  snooze: msg`snooze`,
  hand_over: msg`handing over`,
  dismiss: msg`false alarm`,
  import: msg`import`,
  import_unchanged: msg`import that changed nothing`,
  undo_import: msg`undoing of an import`,
  edit_view: msg`change of a saved view`,
  edit_member: msg`change of a member`,
  change_membership: msg`change of who belongs to the firm`,
  edit_tier: msg`change of a tier`,
  edit_settings: msg`change of settings`,
  settle_conflict: msg`settled conflict`,
  edit_watch: msg`change of a watched folder`,
  undo: msg`undoing`,
  redo: msg`doing again`,
} satisfies Record<TransactionKind, MessageDescriptor>;
