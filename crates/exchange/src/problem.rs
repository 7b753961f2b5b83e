//! What is wrong with one row.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::kind::Field;

/// What is wrong with a cell or a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// More fields than the header has.
    TooManyFields,
    /// Fewer fields than the header has.
    TooFewFields,
    /// The row or the value is longer than allowed.
    TooLong,
    /// Bytes that the encoding does not know.
    BadEncoding,
    /// An order line that names no customer.
    MissingCustomer,
    /// An order line without an order number.
    MissingOrderNumber,
    /// No date where one is needed.
    MissingDate,
    /// No name where one is needed.
    MissingName,
    /// Neither number nor name of the product.
    MissingProduct,
    /// No quantity where the amount is made of it.
    MissingQuantity,
    /// No price where the amount is made of it.
    MissingPrice,
    /// No amount.
    MissingAmount,
    /// Not a date.
    BadDate,
    /// A date that reads both day first and month first, and nobody has said which.
    AmbiguousDate,
    /// A date after the day of the import.
    FutureDate,
    /// Not a number.
    BadNumber,
    /// A number that reads both ways, and nobody has said what the decimal mark is.
    AmbiguousNumber,
    /// A number too large to be kept to the cent.
    NumberOutOfRange,
    /// A discount below 0 or above 100 %.
    BadDiscount,
    /// Nothing ordered for nothing: quantity and amount are both 0.
    ZeroQuantity,
    /// Not a Finnish business id, or one with a wrong check digit.
    BadBusinessId,
    /// Not an e-mail address. The rest of the row is taken.
    BadEmail,
    /// Not a currency.
    BadCurrency,
    /// The card of a vCard file is cut off or damaged.
    BadCard,
}

/// A problem of one cell, or of the whole row where `field` is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CellProblem {
    /// Header of the column, if the problem is in one.
    pub column: Option<String>,
    /// The field concerned.
    pub field: Option<Field>,
    /// The value, shortened.
    pub value: String,
    /// What is wrong.
    pub problem: ProblemCode,
}
