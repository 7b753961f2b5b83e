//! Files as rows that have been checked, one after another, in bounded memory.

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use crate::check::{Checker, Customers, Orders, People, Products, RowKind};
use crate::error::{FileError, FileErrorCode};
use crate::inspection::{FileFormat, find_column};
use crate::kind::Field;
use crate::limits::MAX_ROWS;
use crate::mapping::{ColumnRef, Mapping};
use crate::problem::{CellProblem, ProblemCode};
use crate::raw_row::{Cells, RawRow};
use crate::rows::{CustomerRow, OrderLineRow, PersonRow, ProductRow};
use crate::table::layout::Layout;

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
    read::<Orders>(path, mapping, as_of, each)
}

/// Reads customers.
///
/// # Errors
/// As [`read_orders`].
pub fn read_customers(
    path: &Path,
    mapping: &Mapping,
    as_of: NaiveDate,
    each: &mut dyn for<'a> FnMut(RowOutcome<'a, CustomerRow<'a>>) -> ControlFlow<()>,
) -> Result<ReadSummary, FileError> {
    read::<Customers>(path, mapping, as_of, each)
}

/// Reads people; those born after `as_of` are rejected.
///
/// # Errors
/// As [`read_orders`].
pub fn read_people(
    path: &Path,
    mapping: &Mapping,
    as_of: NaiveDate,
    each: &mut dyn for<'a> FnMut(RowOutcome<'a, PersonRow<'a>>) -> ControlFlow<()>,
) -> Result<ReadSummary, FileError> {
    read::<People>(path, mapping, as_of, each)
}

/// Reads products.
///
/// # Errors
/// As [`read_orders`].
pub fn read_products(
    path: &Path,
    mapping: &Mapping,
    as_of: NaiveDate,
    each: &mut dyn for<'a> FnMut(RowOutcome<'a, ProductRow<'a>>) -> ControlFlow<()>,
) -> Result<ReadSummary, FileError> {
    read::<Products>(path, mapping, as_of, each)
}

fn read<K: RowKind + 'static>(
    path: &Path,
    mapping: &Mapping,
    as_of: NaiveDate,
    each: &mut dyn for<'a> FnMut(RowOutcome<'a, K::Row<'a>>) -> ControlFlow<()>,
) -> Result<ReadSummary, FileError> {
    if let Some(group) = mapping.missing().first() {
        return Err(FileError::new(FileErrorCode::FieldNotMapped, path).with_detail(format!("{group:?}")));
    }
    let mapped: Vec<&ColumnRef> = mapping.columns.values().collect();
    let layout = Layout::of(path, &mapping.overrides, &mapped)?;
    let columns = columns(path, mapping, &layout)?;
    let mut checker = Checker::new(mapping, as_of, &layout.headers, &columns);
    let mut summary = ReadSummary::default();
    let is_text_table = layout.format == FileFormat::Csv;
    let width = layout.headers.len();
    let mut too_many = None;
    layout.each_data_row(path, &mut |raw, progress| {
        checker.start_row();
        if summary.rows == MAX_ROWS {
            too_many = Some(raw.line());
            return ControlFlow::Break(());
        }
        summary.rows += 1;
        if raw.is_open && summary.rows > 1 && !mapping.open_end {
            checker.row_warning(ProblemCode::OpenEnd);
        }
        let row = check_shape(&mut checker, raw, is_text_table, width)
            .and_then(|cells| K::check(&mut checker, &cells));
        let result = match row {
            Some(row) => {
                summary.accepted += 1;
                Ok(row)
            }
            None => {
                summary.rejected += 1;
                Err(checker.problems.as_slice())
            }
        };
        let warnings = checker.warnings.as_slice();
        let flow = each(RowOutcome { line: raw.line(), progress, raw, result, warnings });
        summary.stopped = flow == ControlFlow::Break(());
        flow
    })?;
    match too_many {
        Some(line) => Err(FileError::new(FileErrorCode::TooLarge, path).at_row(line)),
        None => Ok(summary),
    }
}

/// Where each field of the mapping stands in this file.
fn columns(path: &Path, mapping: &Mapping, layout: &Layout) -> Result<Vec<(Field, usize)>, FileError> {
    let place = |(field, column): (&Field, &ColumnRef)| {
        let place = find_column(layout.header, &layout.headers, column);
        let missing = || FileError::new(FileErrorCode::ColumnMissing, path).in_column(column.header.clone());
        Ok((*field, place.ok_or_else(missing)?))
    };
    mapping.columns.iter().map(place).collect()
}

/// The cells of a row, unless the row as a whole is wrong.
fn check_shape<'a>(
    checker: &mut Checker<'_>,
    raw: &'a RawRow,
    is_text_table: bool,
    width: usize,
) -> Option<Cells<'a>> {
    if let Some(last) = raw.stray_until {
        let lines = if last > raw.line() { format!("{}–{last}", raw.line()) } else { String::new() };
        checker.row_problem_with(&lines, ProblemCode::StrayQuote);
        return None;
    }
    let whole = match () {
        () if raw.is_damaged => Some(ProblemCode::BadCard),
        () if raw.is_cut => Some(ProblemCode::TooLong),
        () if is_text_table && raw.len() < width => Some(ProblemCode::TooFewFields),
        // Empty fields beyond the last header come from delimiters at the end of the line.
        () if is_text_table && (width..raw.len()).any(|index| !raw.cell_bytes(index).is_empty()) => {
            Some(ProblemCode::TooManyFields)
        }
        () => None,
    };
    if let Some(problem) = whole {
        checker.row_problem(problem);
        return None;
    }
    let cells = raw.view();
    if cells.is_none() {
        let bad: Vec<(Field, usize)> = (checker.field_columns())
            .filter(|&(_, column)| std::str::from_utf8(raw.cell_bytes(column)).is_err())
            .collect();
        for (field, column) in &bad {
            checker.problem(
                *field,
                &String::from_utf8_lossy(raw.cell_bytes(*column)),
                ProblemCode::BadEncoding,
            );
        }
        if bad.is_empty() {
            checker.row_problem(ProblemCode::BadEncoding);
        }
    }
    cells
}
