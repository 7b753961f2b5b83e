//! Files as rows that have been checked, one after another, in bounded memory.

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use crate::error::{FileError, FileErrorCode};
use crate::mapping::Mapping;
use crate::problem::CellProblem;
use crate::raw_row::RawRow;
use crate::rows::{CustomerRow, OrderLineRow, PersonRow, ProductRow};

/// How far reading has come, in bytes of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Bytes read so far; a little ahead of the row.
    pub read: u64,
    /// Bytes of the whole file.
    pub total: u64,
}

/// A row of the file: what it says, or why it cannot be taken.
#[derive(Debug)]
pub struct RowOutcome<'a, Row> {
    /// Line in the file, from 1.
    pub line: u64,
    /// How far reading has come.
    pub progress: Progress,
    /// The row as it stands, for the list of rejected rows.
    pub raw: &'a RawRow,
    /// The row, or everything that is wrong with it.
    pub result: Result<Row, &'a [CellProblem]>,
    /// What was left out of a row that is taken otherwise.
    pub warnings: &'a [CellProblem],
}

/// How a reading ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct ReadSummary {
    /// Rows seen, headers and blank ones apart.
    pub rows: u64,
    /// Those that were right.
    pub accepted: u64,
    /// Those that were not.
    pub rejected: u64,
    /// Whether the caller stopped it.
    pub stopped: bool,
}

/// What a caller does with each row; `Break` stops the reading.
pub type EachRow<'e, Row> = &'e mut dyn FnMut(Row) -> ControlFlow<()>;

/// Reads order lines. `as_of` is the day of the import: later orders are rejected.
///
/// # Errors
/// [`FileError`] when the file or the mapping cannot be used; rows already handed over stay handed over.
pub fn read_orders(
    path: &Path,
    mapping: &Mapping,
    as_of: NaiveDate,
    each: &mut dyn for<'a> FnMut(RowOutcome<'a, OrderLineRow<'a>>) -> ControlFlow<()>,
) -> Result<ReadSummary, FileError> {
    let _ = (mapping, as_of, each);
    Err(FileError::new(FileErrorCode::UnsupportedFormat, path))
}

/// Reads customers.
///
/// # Errors
/// As [`read_orders`].
pub fn read_customers(
    path: &Path,
    mapping: &Mapping,
    each: &mut dyn for<'a> FnMut(RowOutcome<'a, CustomerRow<'a>>) -> ControlFlow<()>,
) -> Result<ReadSummary, FileError> {
    let _ = (mapping, each);
    Err(FileError::new(FileErrorCode::UnsupportedFormat, path))
}

/// Reads people.
///
/// # Errors
/// As [`read_orders`].
pub fn read_people(
    path: &Path,
    mapping: &Mapping,
    each: &mut dyn for<'a> FnMut(RowOutcome<'a, PersonRow<'a>>) -> ControlFlow<()>,
) -> Result<ReadSummary, FileError> {
    let _ = (mapping, each);
    Err(FileError::new(FileErrorCode::UnsupportedFormat, path))
}

/// Reads products.
///
/// # Errors
/// As [`read_orders`].
pub fn read_products(
    path: &Path,
    mapping: &Mapping,
    each: &mut dyn for<'a> FnMut(RowOutcome<'a, ProductRow<'a>>) -> ControlFlow<()>,
) -> Result<ReadSummary, FileError> {
    let _ = (mapping, each);
    Err(FileError::new(FileErrorCode::UnsupportedFormat, path))
}
