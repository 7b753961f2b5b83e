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
    /// A quote that cannot be meant as one: fields, and perhaps lines (the value names them), ran into each other.
    StrayQuote,
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
    /// Not a language. The rest of the row is taken.
    BadLanguage,
    /// The last row, whose line does not end although all others do: the file may be cut off. The row is taken.
    OpenEnd,
    /// The card of a vCard file is cut off or damaged.
    BadCard,
    /// Several customers have this name or business id, and nothing tells which one is meant.
    AmbiguousCustomer,
    /// No customer has this number or name.
    UnknownCustomer,
    /// Another line of the same order names another customer.
    OtherCustomer,
    /// Not in the firm's currency (`expected`): amounts of two currencies cannot be added up.
    ForeignCurrency,
    /// Somebody deleted the customer here. The row is left alone.
    DeletedCustomer,
    /// Somebody deleted the person here. The person is left alone.
    DeletedPerson,
    /// Another line of the same order is in another currency.
    OtherCurrency,
    /// No tier has this name. The rest of the row is taken.
    UnknownTier,
    /// No member has this name. The rest of the row is taken.
    UnknownOwner,
    /// No customer has the number or name of the group, or it would stand under itself. The rest of the row is taken.
    UnknownParent,
    /// Another customer has the number. The rest of the row is taken.
    NumberTaken,
    /// A birthday without its year, which is not kept. The rest of the row is taken.
    MissingYear,
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
    /// What would have been right, where one thing would.
    #[serde(default)]
    pub expected: Option<String>,
    /// What is wrong.
    pub problem: ProblemCode,
}

impl CellProblem {
    /// A problem of a whole row, with what helps to find it.
    pub fn of_row(value: &str, problem: ProblemCode) -> Self {
        Self { column: None, field: None, value: value.to_owned(), expected: None, problem }
    }
}
