//! Why a file cannot be read or written.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is wrong with a file as a whole. Problems of single rows are [`crate::ProblemCode`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileErrorCode {
    /// There is no such file.
    NotFound,
    /// It is a folder, or something else that is not a file.
    NotAFile,
    /// The operating system refuses access.
    NotPermitted,
    /// Reading or writing failed half-way: disk full, device gone, network share lost.
    Io,
    /// Nothing in it, or nothing but blank lines.
    Empty,
    /// The bytes are no text and no format that is known, whatever the name says.
    Binary,
    /// A known format that is not supported: old `.xls`, PDF, a picture, an archive.
    UnsupportedFormat,
    /// A quote opens and the file ends before it closes: truncated, or a stray quote.
    UnterminatedQuote,
    /// The last line does not end although all others do: probably truncated. Only where nobody can be asked;
    /// otherwise the row gets a warning.
    CutOff,
    /// Larger than is taken here, in bytes or rows.
    TooLarge,
    /// More columns than any table has here.
    TooManyColumns,
    /// An archive that unpacks to far more than its format allows.
    ZipBomb,
    /// A spreadsheet that is damaged or truncated.
    UnreadableSpreadsheet,
    /// A spreadsheet that asks for a password.
    PasswordProtected,
    /// The chosen sheet is not in the file.
    SheetMissing,
    /// A column of the mapping is not in the file.
    ColumnMissing,
    /// A field without which nothing of this kind can be read has no column in the mapping.
    FieldNotMapped,
    /// A vCard file without one complete card.
    NoCards,
}

/// A file that cannot be read or written, with the place where known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
pub struct FileError {
    /// What is wrong.
    pub code: FileErrorCode,
    /// Name of the file, without its folder.
    pub file: String,
    /// Line in the file where it was noticed, from 1.
    pub row: Option<u64>,
    /// Header of the column concerned.
    pub column: Option<String>,
    /// What the library or the system said, for the log.
    pub detail: Option<String>,
}

impl FileError {
    /// An error of the whole file at `path`.
    pub fn new(code: FileErrorCode, path: &Path) -> Self {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { code, file, row: None, column: None, detail: None }
    }

    /// Turns an error of the operating system into a code.
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        let code = match error.kind() {
            std::io::ErrorKind::NotFound => FileErrorCode::NotFound,
            std::io::ErrorKind::PermissionDenied => FileErrorCode::NotPermitted,
            std::io::ErrorKind::IsADirectory => FileErrorCode::NotAFile,
            _ => FileErrorCode::Io,
        };
        Self::new(code, path).with_detail(error)
    }

    /// Adds the line, from 1.
    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// Adds the header of the column.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// Adds what a library said.
    #[must_use]
    pub fn with_detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.file, self.code)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        match &self.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}
