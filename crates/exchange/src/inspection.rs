//! What can be said of a file before anyone has mapped it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::mapping::ColumnRef;
use crate::profile::ColumnProfile;

/// Format of a file, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Text with a delimiter.
    Csv,
    /// Office Open XML workbook.
    Xlsx,
    /// OpenDocument spreadsheet.
    Ods,
    /// vCard 2.1, 3.0 or 4.0.
    Vcard,
}

/// Encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub enum TextEncoding {
    /// UTF-8, ASCII included.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Western European of Windows; holds ISO-8859-1.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Western European with € at A4 and š, ž.
    #[serde(rename = "iso-8859-15")]
    Iso8859_15,
    /// Central European of Windows.
    #[serde(rename = "windows-1250")]
    Windows1250,
    /// Cyrillic of Windows.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// Baltic of Windows.
    #[serde(rename = "windows-1257")]
    Windows1257,
}

/// What parts the fields of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// Tabulator.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// Every delimiter.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The delimiter as a byte.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// Which row names the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HeaderRow {
    /// None: the first row is data already.
    None,
    /// This row, counted from 1 over the rows that are not blank; rows above it are left out.
    Row(u32),
}

/// What the user corrects of what the program sees; `None` leaves it to the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Overrides {
    /// Encoding of a text file.
    pub encoding: Option<TextEncoding>,
    /// Delimiter of a text file.
    pub delimiter: Option<Delimiter>,
    /// The row with the headers.
    pub header: Option<HeaderRow>,
    /// Sheet of a spreadsheet.
    pub sheet: Option<String>,
}

/// A row as text, for the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PreviewRow {
    /// Line in the file, from 1.
    pub line: u64,
    /// Its cells, long ones shortened.
    pub cells: Vec<String>,
}

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Inspection {
    /// Name of the file, without its folder.
    pub file_name: String,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// Its format.
    pub format: FileFormat,
    /// Encoding of a text file.
    pub encoding: Option<TextEncoding>,
    /// Whether a text file begins with a byte order mark.
    pub has_bom: bool,
    /// Delimiter of a CSV file.
    pub delimiter: Option<Delimiter>,
    /// Names of the sheets of a spreadsheet.
    pub sheets: Vec<String>,
    /// The sheet that was looked at.
    pub sheet: Option<String>,
    /// The row that names the columns.
    pub header: HeaderRow,
    /// Names of the columns; `A`, `B`, ... where the file has none.
    pub headers: Vec<String>,
    /// The first rows after the headers, as text.
    pub rows: Vec<PreviewRow>,
    /// What the values of each column look like.
    pub columns: Vec<ColumnProfile>,
}

impl Inspection {
    /// Place of a mapped column in this file: where it was, or wherever its header stands now.
    pub fn find_column(&self, column: &ColumnRef) -> Option<usize> {
        find_column(self.header, &self.headers, column)
    }

    /// The column at this place.
    pub fn column_ref(&self, index: usize) -> ColumnRef {
        let header = self.headers.get(index).cloned().unwrap_or_default();
        ColumnRef { index: u32::try_from(index).unwrap_or(u32::MAX), header }
    }
}

/// Place of a mapped column under these headers.
pub(crate) fn find_column(header: HeaderRow, headers: &[String], column: &ColumnRef) -> Option<usize> {
    let index = column.index as usize;
    if header == HeaderRow::None || headers.get(index) == Some(&column.header) {
        return (index < headers.len()).then_some(index);
    }
    headers.iter().position(|header| *header == column.header)
}
