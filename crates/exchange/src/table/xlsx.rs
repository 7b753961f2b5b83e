//! Office Open XML workbooks as raw rows.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use super::Take;
use crate::error::{FileError, FileErrorCode};
use crate::limits::{MAX_COLUMNS, MAX_SHEET_ROWS};
use crate::raw_row::{CellKind, RawRow};
use crate::read::Progress;

/// A file that tells how far it has been read.
struct Counting {
    file: File,
    furthest: Arc<AtomicU64>,
}

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.furthest.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Seek for Counting {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = self.file.seek(to)?;
        self.furthest.store(position, Ordering::Relaxed);
        Ok(position)
    }
}

/// Names of the sheets, in the order of the workbook.
pub(crate) fn sheets(path: &Path) -> Result<Vec<String>, FileError> {
    guarded(path, || Ok(open(path, &Arc::default())?.sheet_names()))
}

/// Hands over the rows of a sheet that has been checked by [`super::archive::check`].
pub(crate) fn each_row(path: &Path, sheet: &str, take: Take<'_>) -> Result<(), FileError> {
    let total = std::fs::metadata(path).map_err(|cause| FileError::io(path, &cause))?.len();
    let furthest = Arc::default();
    let mut workbook = guarded(path, || open(path, &furthest))?;
    let mut cells =
        guarded(path, || workbook.worksheet_cells_reader(sheet).map_err(|cause| xlsx_error(path, &cause)))?;
    let mut line = SheetLine::default();
    let mut raw = RawRow::default();
    let mut rows = 0;
    loop {
        // What takes the rows is ours: its panics are bugs and pass through.
        let cell = guarded(path, || {
            cells.next_cell().map_err(|cause| xlsx_error(path, &cause).at_row(u64::from(line.number)))
        })?;
        let position = cell.as_ref().map(|cell| cell.get_position());
        if position.is_none_or(|(row, _)| row + 1 != line.number) && line.used > 0 {
            rows += 1;
            if rows > MAX_SHEET_ROWS {
                return Err(FileError::new(FileErrorCode::TooLarge, path).at_row(u64::from(line.number)));
            }
            let progress = Progress { read: furthest.load(Ordering::Relaxed).min(total), total };
            line.write_to(&mut raw);
            if take(&raw, progress) == ControlFlow::Break(()) {
                return Ok(());
            }
        }
        let (Some(cell), Some((row, column))) = (cell, position) else { return Ok(()) };
        if row >= MAX_SHEET_ROWS {
            return Err(FileError::new(FileErrorCode::TooLarge, path).at_row(u64::from(row)));
        }
        line.number = row + 1;
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        let slot = line
            .slot(column as usize)
            .ok_or_else(|| FileError::new(FileErrorCode::TooManyColumns, path).at_row(u64::from(row) + 1))?;
        slot.1 = write_value(cell.get_value(), &mut slot.0);
    }
}

/// The library indexes and adds without checks in places; a panic there is a damaged file, not a bug of ours.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, FileError>) -> Result<T, FileError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(FileError::new(FileErrorCode::UnreadableSpreadsheet, path).with_detail("the reader gave up"))
    })
}

fn open(path: &Path, furthest: &Arc<AtomicU64>) -> Result<Xlsx<BufReader<Counting>>, FileError> {
    let file = File::open(path).map_err(|cause| FileError::io(path, &cause))?;
    let counting = Counting { file, furthest: Arc::clone(furthest) };
    Xlsx::new(BufReader::with_capacity(1 << 16, counting)).map_err(|cause| xlsx_error(path, &cause))
}

fn xlsx_error(path: &Path, cause: &XlsxError) -> FileError {
    let code = match cause {
        XlsxError::Password => FileErrorCode::PasswordProtected,
        XlsxError::WorksheetNotFound(_) => FileErrorCode::SheetMissing,
        _ => FileErrorCode::UnreadableSpreadsheet,
    };
    FileError::new(code, path).with_detail(cause)
}

/// The cells of one row of a sheet, at their places.
#[derive(Default)]
pub(super) struct SheetLine {
    /// Number of the row, from 1; 0 before the first.
    pub(super) number: u32,
    slots: Vec<(String, CellKind)>,
    pub(super) used: usize,
}

impl SheetLine {
    /// The emptied slot of a column; `None` beyond the most columns.
    pub(super) fn slot(&mut self, column: usize) -> Option<&mut (String, CellKind)> {
        if column >= MAX_COLUMNS {
            return None;
        }
        if column >= self.slots.len() {
            self.slots.resize(column + 1, (String::new(), CellKind::Text));
        }
        self.used = self.used.max(column + 1);
        let slot = &mut self.slots[column];
        slot.0.clear();
        slot.1 = CellKind::Text;
        Some(slot)
    }

    /// Moves the cells into a raw row and empties them.
    pub(super) fn write_to(&mut self, raw: &mut RawRow) {
        raw.start(u64::from(self.number));
        for (text, kind) in &mut self.slots[..self.used] {
            raw.push(text, *kind);
            text.clear();
            *kind = CellKind::Text;
        }
        self.used = 0;
    }
}

/// Writes a value as text: numbers with a point, dates in ISO form.
fn write_value(value: &DataRef<'_>, text: &mut String) -> CellKind {
    let (written, kind) = match value {
        DataRef::Empty => return CellKind::Text,
        DataRef::String(value) => (value.clone(), CellKind::Text),
        DataRef::SharedString(value) => ((*value).to_owned(), CellKind::Text),
        DataRef::Int(value) => (value.to_string(), CellKind::Number),
        DataRef::Float(value) => (value.to_string(), CellKind::Number),
        DataRef::Bool(value) => (value.to_string(), CellKind::Text),
        DataRef::DateTime(value) if value.is_datetime() => (date_text(value), CellKind::Text),
        DataRef::DateTime(value) => (value.as_f64().to_string(), CellKind::Number),
        DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => (value.clone(), CellKind::Text),
        DataRef::Error(value) => (value.to_string(), CellKind::Text),
    };
    text.push_str(&written);
    kind
}

fn date_text(value: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    match (hour, minute, second) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
    }
}
