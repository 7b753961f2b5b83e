import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { CellProblem } from "@/ipc/bindings/CellProblem";
import type { ProblemCode } from "@/ipc/bindings/ProblemCode";

/** What is wrong with a row or one of its cells, and what mends it. */
export const problemWords = {
  too_many_fields: msg`More columns than in the header row. Put texts that contain the delimiter in quotes.`,
  too_few_fields: msg`Fewer columns than in the header row. The line may have been cut in two.`,
  stray_quote: msg`A quotation mark in the middle of a field: rows ran into each other. Take it away, or write it twice between quotation marks.`,
  too_long: msg`The row or the value is too long.`,
  bad_encoding: msg`Some letters cannot be read. Choose another encoding.`,
  missing_customer: msg`No customer on the line.`,
  missing_order_number: msg`No order number.`,
  missing_date: msg`The date is missing.`,
  missing_name: msg`The name is missing.`,
  missing_product: msg`Neither number nor name of the product.`,
  missing_quantity: msg`The quantity is missing; the amount is counted from it.`,
  missing_price: msg`The price is missing; the amount is counted from it.`,
  missing_amount: msg`The amount is missing.`,
  bad_date: msg`Not a date.`,
  ambiguous_date: msg`The date can be read in two ways. Choose the order of day and month.`,
  future_date: msg`The date is in the future.`,
  bad_number: msg`Not a number.`,
  ambiguous_number: msg`The number can be read in two ways. Choose the decimal mark.`,
  number_out_of_range: msg`The number is too large.`,
  bad_discount: msg`The discount is not between 0 and 100%.`,
  zero_quantity: msg`Both quantity and amount are zero.`,
  bad_business_id: msg`Not a valid Finnish business ID.`,
  bad_email: msg`Not an e-mail address. The rest of the row is taken.`,
  bad_currency: msg`Not a currency. Write it with three letters, such as EUR.`,
  bad_language: msg`Not a language. The rest of the row is taken.`,
  foreign_currency: msg`Another currency than the firm’s, {expected}. Give the amounts in {expected}, or change the firm’s currency in the settings while it has no orders yet.`,
  open_end: msg`The last line has no end, unlike all others: the file may be cut off. The row is taken.`,
  deleted_customer: msg`Somebody deleted this customer, so the row is left alone.`,
  deleted_person: msg`Somebody deleted this person, who is left alone.`,
  bad_card: msg`The card is damaged or cut off.`,
  ambiguous_customer: msg`Several customers have this name or business ID. Give the customer number, too.`,
  unknown_customer: msg`No customer has this number or name. Import the customers first.`,
  other_customer: msg`Another line of the same order names another customer.`,
  other_currency: msg`Another line of the same order is in another currency.`,
  unknown_tier: msg`There is no tier of this name. The rest of the row is taken.`,
  unknown_owner: msg`There is no member of this name. The rest of the row is taken.`,
  unknown_parent: msg`No customer has the number or name of this group. The rest of the row is taken.`,
  number_taken: msg`Another customer has this number. The rest of the row is taken.`,
  missing_year: msg`A birthday without its year is not kept. The rest of the row is taken.`,
} satisfies Record<ProblemCode, MessageDescriptor>;

/** A problem in words, with what would have been right. */
export function problemText({ problem, expected }: CellProblem): MessageDescriptor {
  const words: MessageDescriptor = problemWords[problem];
  return { ...words, values: { expected: expected ?? "" } };
}
