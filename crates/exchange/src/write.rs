//! CSV for other programs, safe to open in a spreadsheet.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::FileError;
use crate::inspection::Delimiter;
use crate::raw_row::RawRow;

/// A cell that no spreadsheet runs as a formula: one that begins with `=`, `+`, `-`, `@`, a tabulator or a line
/// end gets an apostrophe before it, unless it is a plain number or a telephone number.
///
/// Reading drops the apostrophe again (`unguarded`).
pub fn neutralised(cell: &str) -> Cow<'_, str> {
    // Spreadsheets pass over blanks and byte order marks before the sign.
    let first = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}', '\0']).chars().next();
    let is_active = match first {
        Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => true,
        Some('+' | '-') => !is_number_or_phone(cell),
        _ => false,
    };
    if is_active { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// A sign and then only digits with what parts them, currency or per cent: `-1 234,50 €`, `+358 (0)40 123-4567`.
///
/// `+1-2` would be computed too, but to a number: it does nothing.
fn is_number_or_phone(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix(['+', '-']) else { return false };
    let is_part = |letter: char| letter.is_ascii_digit() || " \u{a0}\u{202f}.,()-€$£%".contains(letter);
    rest.contains(|letter: char| letter.is_ascii_digit()) && rest.chars().all(is_part)
}

/// Writes CSV: UTF-8 with a byte order mark (by which spreadsheets know å and ä), CRLF, every cell
/// [`neutralised`].
pub struct SafeCsvWriter<W: Write> {
    inner: csv::Writer<W>,
}

impl<W: Write> SafeCsvWriter<W> {
    /// Begins a file with its byte order mark.
    ///
    /// # Errors
    /// Those of `writer`.
    pub fn new(mut writer: W, delimiter: Delimiter) -> std::io::Result<Self> {
        writer.write_all("\u{feff}".as_bytes())?;
        let inner = csv::WriterBuilder::new()
            .delimiter(delimiter.byte())
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(writer);
        Ok(Self { inner })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Those of the writer underneath.
    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> std::io::Result<()> {
        for cell in cells {
            self.inner.write_field(neutralised(cell).as_bytes()).map_err(io_error)?;
        }
        self.inner.write_record(None::<&[u8]>).map_err(io_error)
    }

    /// Writes what is still in memory and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer underneath.
    pub fn finish(self) -> std::io::Result<W> {
        self.inner.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

fn io_error(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

/// Writes the rows that could not be taken, as they were, each with the reason beside it, so that they can be
/// mended and read again with the same mapping.
pub struct RejectedCsv {
    path: PathBuf,
    width: usize,
    rows: u64,
    inner: SafeCsvWriter<BufWriter<File>>,
}

impl RejectedCsv {
    /// Creates the file with the headers of the rejected one and a last column for the reason.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be written.
    pub fn create(
        path: &Path,
        delimiter: Delimiter,
        headers: &[String],
        reason: &str,
    ) -> Result<Self, FileError> {
        let fail = |cause: std::io::Error| FileError::io(path, &cause);
        let file = BufWriter::new(File::create(path).map_err(fail)?);
        let mut inner = SafeCsvWriter::new(file, delimiter).map_err(fail)?;
        inner.write_row(headers.iter().map(String::as_str).chain([reason])).map_err(fail)?;
        Ok(Self { path: path.to_owned(), width: headers.len(), rows: 0, inner })
    }

    /// Adds a row and why it was rejected, in the user's words. Cells beyond the last header follow the reason.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be written.
    pub fn write(&mut self, raw: &RawRow, reason: &str) -> Result<(), FileError> {
        let mut cells: Vec<Cow<'_, str>> = raw.cells().collect();
        if cells.len() < self.width {
            cells.resize(self.width, Cow::Borrowed(""));
        }
        cells.insert(self.width, Cow::Borrowed(reason));
        self.rows += 1;
        self.inner.write_row(cells.iter().map(Cow::as_ref)).map_err(|cause| FileError::io(&self.path, &cause))
    }

    /// Writes what is still in memory to the disk and says how many rows there are.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be written.
    pub fn finish(self) -> Result<u64, FileError> {
        let fail = |cause: std::io::Error| FileError::io(&self.path, &cause);
        let mut file = self.inner.finish().map_err(fail)?;
        file.flush().map_err(fail)?;
        file.get_ref().sync_all().map_err(fail)?;
        Ok(self.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_numbers_kept() {
        for cell in [
            "=1+1",
            "@SUM(A1)",
            "+cmd|' /C calc'!A0",
            "-2+3+cmd|'x'!A0",
            "\tx",
            "\r=1",
            " =1",
            "-",
            "+",
            "\u{feff}=1",
            "＝1",
        ] {
            assert_eq!(neutralised(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in [
            "",
            "plain",
            "+358 40 123 4567",
            "+358 (0)9 123-456",
            "-12,30",
            "-1 234.50",
            "-45,60 €",
            "-5 %",
            "a=b",
            "'quoted",
        ] {
            assert_eq!(neutralised(cell), cell, "{cell:?}");
        }
    }

    #[test]
    fn what_is_written_opens_in_spreadsheets() {
        let mut writer = SafeCsvWriter::new(Vec::new(), Delimiter::Semicolon).unwrap();
        writer.write_row(["Nimi", "Hinta; €", "=x"]).unwrap();
        writer.write_row(["a\"b", "", "ä\nö"]).unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert_eq!(text, "\u{feff}Nimi;\"Hinta; €\";'=x\r\n\"a\"\"b\";;\"ä\nö\"\r\n");
    }
}
