import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { FileErrorCode } from "@/ipc/bindings/FileErrorCode";
import type { CallError } from "@/ipc/call";
import { errorMessage } from "@/ipc/errors";

/** What is wrong with a file as a whole, and the remedy; the names are those of `problem` in an error about a file. */
export const fileProblemWords = {
  not_found: msg`The file is not there any more. Choose it again.`,
  not_a_file: msg`That is a folder. Choose a file in it.`,
  not_permitted: msg`The file may not be read. Close it in other programs, or copy it to your own folder.`,
  io: msg`Reading broke off half-way. If the file is on a network drive or a memory stick, copy it to this machine first.`,
  empty: msg`There is nothing in the file. Export it again.`,
  binary: msg`This is no table, whatever its name says. Export the data as CSV or XLSX.`,
  unsupported_format: msg`This format cannot be read. Save the file as CSV or XLSX and choose that.`,
  unterminated_quote: msg`A quotation mark opens and never closes, so the file is cut off or has a stray quote. Export it again.`,
  cut_off: msg`The last line has no end, unlike all others, so the file may be cut off. Export it again, or import it here yourself if the system always writes it so.`,
  too_large: msg`The file is larger than can be taken at once. Export a shorter period at a time.`,
  too_many_columns: msg`There are more columns than any table has. Check that the delimiter is right.`,
  zip_bomb: msg`The file unpacks to far more than a spreadsheet should. Save it again as CSV.`,
  unreadable_spreadsheet: msg`The spreadsheet is damaged or cut off. Open it, save it again and choose the new file.`,
  password_protected: msg`The spreadsheet asks for a password. Save a copy without one.`,
  sheet_missing: msg`The chosen sheet is not in the file. Choose another.`,
  column_missing: msg`The file has no column “{column}”, which the mapping needs. Check the mapping.`,
  field_not_mapped: msg`A column that is needed has not been chosen. Check the mapping.`,
  no_cards: msg`There is no complete business card in the file.`,
} satisfies Record<FileErrorCode, MessageDescriptor>;

/** The words for a problem that an error names; none for what a newer program calls otherwise. */
export function wordsOfProblem(problem: string | undefined): MessageDescriptor | undefined {
  return problem !== undefined && problem in fileProblemWords ? fileProblemWords[problem as FileErrorCode] : undefined;
}

/** What went wrong with a file, in words: the precise problem where it is known. */
export function fileProblem(error: CallError): MessageDescriptor {
  const words = wordsOfProblem(error.fields["problem"]);
  return words ? { ...words, values: { column: "", ...error.fields } } : errorMessage(error);
}
