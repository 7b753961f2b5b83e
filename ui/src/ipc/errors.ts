import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { AppError } from "./bindings/AppError";
import type { ErrorCode } from "./bindings/ErrorCode";
import type { FieldProblem } from "./bindings/FieldProblem";

/** What a command answered instead of a result. `message` is for the log and never shown. */
export class CallError extends Error {
  readonly code: ErrorCode;
  /** What the words need: a path, a folder; for `invalid_field` the field and its problem. */
  readonly fields: Readonly<Record<string, string>>;

  constructor({ code, message, fields }: AppError) {
    super(message);
    this.name = "CallError";
    this.code = code;
    this.fields = Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));
  }
}

/** Whatever was thrown, as a `CallError`; what does not come from the program becomes `internal`. */
export function toCallError(problem: unknown): CallError {
  if (problem instanceof CallError) return problem;
  if (isAppError(problem)) return new CallError(problem);
  const message = problem instanceof Error ? problem.message : String(problem);
  return new CallError({ code: "internal", message, fields: {} });
}

function isAppError(problem: unknown): problem is AppError {
  return (
    typeof problem === "object" &&
    problem !== null &&
    "code" in problem &&
    typeof problem.code === "string" &&
    problem.code in errorWords &&
    "fields" in problem
  );
}

/** Every code in words: what happened, and what to do about it. */
export const errorWords = {
  internal: msg`Something went wrong in the program. Nothing was lost; please try again.`,
  unknown_command: msg`This part of the program does not fit the rest. Please install the program again.`,
  bad_request: msg`The program did not understand the request. Please try again.`,
  locked: msg`The workspace is locked. Open it with the passphrase.`,
  no_workspace: msg`There is no workspace on this machine yet.`,
  workspace_exists: msg`There is a workspace in that folder already. Choose another folder.`,
  still_closing: msg`What was going on when the workspace was locked has not ended yet. Try again in a moment.`,
  workspace_in_use: msg`The workspace is open in another window of the program. Close it there first.`,
  not_a_workspace: msg`There is no workspace in that folder. Choose another folder.`,
  newer_schema: msg`A newer version of the program has written this workspace. Update the program.`,
  database_damaged: msg`The database is damaged. Restore the latest backup.`,
  key_file_damaged: msg`The key file is missing or damaged. Restore the latest backup.`,
  wrong_passphrase: msg`The passphrase is wrong.`,
  weak_passphrase: msg`The passphrase is too easy to guess. Use several words that do not belong together.`,
  key_store_unavailable: msg`The key store of the operating system cannot be used. Type the passphrase instead.`,
  disk_full: msg`The disk is full. Free some space and try again.`,
  read_only: msg`The file or folder may not be written: {path}`,
  file_not_found: msg`The file or folder is not there: {path}`,
  file_unreadable: msg`The file cannot be read: {path}`,
  file_exists: msg`The file exists already: {path}`,
  bad_backup: msg`The file is not a backup, or it is damaged: {path}`,
  not_found: msg`It does not exist any more.`,
  invalid_field: msg`Some fields need mending.`,
  nothing_to_undo: msg`There is nothing to undo.`,
  import_again: msg`An undone import cannot be done again from here. Import the file again: that does the same.`,
  already_undone: msg`It was undone already.`,
  stopped: msg`Stopped. Nothing was kept.`,
  busy: msg`The same work is going on already. Wait until it is done.`,
  bad_file: msg`The file cannot be imported.`,
  incomplete_mapping: msg`A column that is needed has not been chosen.`,
  not_allowed: msg`Your role does not allow this. Ask an owner of the firm.`,
  device_removed: msg`This machine does not belong to the firm any more: nothing can be changed on it. Ask an owner for a new invitation.`,
  device_unconfirmed: msg`An owner has to confirm this machine on another one first.`,
  last_owner: msg`This is the firm's only owner. Make somebody else an owner first.`,
  not_shared: msg`The firm has no shared folder yet.`,
  demo_firm: msg`The demo firm is not shared. Start with your own firm first.`,
  folder_taken: msg`Another firm is in that folder already. Choose another folder, or make a new one.`,
  not_this_firm: msg`That is not the shared folder of the firm, or its files have not come to this machine yet. Choose another folder, or wait until they have come.`,
  folder_unreachable: msg`The shared folder cannot be reached. Check the connection and whether its drive is there.`,
  folder_damaged: msg`The shared folder is not as it was written. The command line says what is damaged and which machine could mend it: pelikirja folder check.`,
  files_missing: msg`Not all of the firm is in the folder yet. Wait until the cloud service has fetched it, and try again.`,
  wrong_words: msg`Every word is in the list, but they do not belong together: one is wrong, or two have changed places.`,
  words_open_nothing: msg`These words open nothing in that folder. Check that it is the right folder; what belongs to a new invitation may still be on its way to this machine.`,
  invitation_expired: msg`The invitation is past its time. Ask for a new one.`,
  minutes_without_promise: msg`Write down what was promised, or say that nothing was.`,
  minutes_without_next_step: msg`Say what comes next: a meeting, a next action, or why nothing does.`,
  minutes_without_present: msg`Mark who of the customer was there.`,
  meeting_not_held_yet: msg`The meeting has not been held yet: its minutes can be closed on its day.`,
  meeting_cancelled: msg`The meeting was cancelled. Plan it again first.`,
  minutes_closed: msg`The minutes are closed. Open them again to change them.`,
  preparation_approved: msg`The preparation has been approved. Open it again to change it.`,
  preparation_incomplete: msg`Something is still missing from the preparation.`,
  preparation_not_begun: msg`Nobody has begun the preparation yet.`,
  template_unusable: msg`The template cannot be used as it is: a section or a field has no name, or there is nothing in it.`,
  invitation_used: msg`The invitation was used already, or taken back. Ask for a new one.`,
} satisfies Record<ErrorCode, MessageDescriptor>;

/** What is wrong with one field, shown under it. */
export const fieldWords = {
  required: msg`Needed`,
  too_long: msg`Too long`,
  check_digit: msg`The check digit does not match`,
  form: msg`Not in the right form`,
  range: msg`Out of range`,
  unknown: msg`Not found`,
  taken: msg`Already in use`,
  circle: msg`Would make a circle`,
  in_use: msg`Can no longer be changed: other data is made with it`,
} satisfies Record<FieldProblem, MessageDescriptor>;

const wordCount = msg`There are {found} words, and there should be {expected}.`;
const unknownWord = msg`Word {position}, “{word}”, is not in the list. The nearest one is “{nearest}”.`;

const needsManager = msg`Only account managers and owners may do this.`;
const needsOwner = msg`Only an owner of the workspace may do this.`;

/** The sentence for a code; where one code stands for several things, the fields tell which. */
function sentenceOf({ code, fields }: CallError): MessageDescriptor {
  if (code === "not_allowed" && fields["needs"] === "manager") return needsManager;
  if (code === "not_allowed" && fields["needs"] === "owner") return needsOwner;
  if (code === "wrong_words" && fields["found"] !== undefined) return wordCount;
  if (code === "wrong_words" && fields["position"] !== undefined) return unknownWord;
  return errorWords[code];
}

/** The sentence for an error, with its values filled in. */
export function errorMessage(error: CallError): MessageDescriptor {
  const words = sentenceOf(error);
  return { ...words, values: { path: error.fields["folder"] ?? "", ...error.fields } };
}

/** The messages for the fields of a form; empty unless the error is about fields. */
export function fieldMessages(error: CallError): Record<string, MessageDescriptor> {
  if (error.code !== "invalid_field") return {};
  return Object.fromEntries(
    Object.entries(error.fields).map(([field, problem]) => [field, problem in fieldWords ? fieldWords[problem as FieldProblem] : fieldWords.form]),
  );
}
