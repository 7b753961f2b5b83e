//! File formats in and out: what accounting and order systems export, read as rows that have been checked.
//!
//! Files in, records out; nothing here knows the store. The path of a file:
//! [`inspect`] looks at it, [`detect_kind`] and [`propose_mapping`] say what its columns probably are, the user
//! (or a mapping kept for the source) has the last word, and [`read_orders`] and its sisters hand over one
//! [`RowOutcome`] after another. Memory stays bounded whatever the file holds or claims; see [`limits`].

mod check;
mod date;
mod draft;
mod error;
mod inspect;
mod inspection;
mod kind;
pub mod limits;
mod mapping;
mod number;
mod problem;
mod profile;
mod propose;
mod raw_row;
mod read;
mod rows;
mod synonyms;
mod table;
mod text;
mod write;

pub use date::{DateError, parse_date};
pub use draft::{Draft, draft_text, write_draft};
pub use error::{FileError, FileErrorCode};
pub use inspect::{headers, inspect};
pub use inspection::{Delimiter, FileFormat, HeaderRow, Inspection, Overrides, PreviewRow, TextEncoding};
pub use kind::{Field, Kind};
pub use mapping::{
    AmountRule, ColumnRef, CurrencyCode, CurrencyError, DateOrder, DecimalMark, DiscountUnit, Mapping,
    ProposedField, ProposedMapping, Question, Reason,
};
pub use number::{Decimal, NumberError, ParsedNumber, parse_number};
pub use problem::{CellProblem, ProblemCode};
pub use profile::ColumnProfile;
pub use propose::{detect_kind, propose_mapping};
pub use raw_row::RawRow;
pub use read::{Progress, ReadSummary, RowOutcome, read_customers, read_orders, read_people, read_products};
pub use rows::{Birthday, ContactPerson, CustomerRow, OrderLineRow, PersonRow, ProductRow, Text};
pub use write::{RejectedCsv, SafeCsvWriter, neutralised};
