//! How a file is laid out: enough to read it row by row.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;

use super::archive::{self, Workbook};
use super::csv_rows::CsvRows;
use super::feed::Feed;
use super::{Take, delimiter, encoding, header, ods, quotes, vcard, xlsx};
use crate::error::{FileError, FileErrorCode};
use crate::inspection::{Delimiter, FileFormat, HeaderRow, Overrides, TextEncoding};
use crate::limits::{MAX_COLUMNS, MAX_TEXT_BYTES};
use crate::mapping::ColumnRef;
use crate::raw_row::RawRow;

/// Bytes at the head of a text file from which its encoding and delimiter are judged.
const HEAD_BYTES: usize = 1 << 20;
/// How far into a file of plain ASCII the first other letter is looked for.
const SCAN_BYTES: u64 = 1 << 28;
/// Rows among which the headers are looked for.
const HEADER_ROWS: usize = 40;

/// How a file is laid out.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) format: FileFormat,
    pub(crate) encoding: TextEncoding,
    pub(crate) has_bom: bool,
    pub(crate) delimiter: Delimiter,
    /// Whether quotes count in the text.
    pub(crate) quoting: bool,
    /// Where the text begins: after the byte order mark and a line that names the delimiter.
    pub(crate) offset: u64,
    /// Lines before it.
    pub(crate) lines_before: u64,
    pub(crate) sheets: Vec<String>,
    pub(crate) sheet: Option<String>,
    pub(crate) header: HeaderRow,
    pub(crate) headers: Vec<String>,
    pub(crate) size: u64,
}

impl Layout {
    /// Finds out how the file is laid out. Where the row of `overrides` does not name all of `columns`, the headers
    /// are the row that does: the file of rejected rows has no title above them.
    pub(crate) fn of(path: &Path, overrides: &Overrides, columns: &[&ColumnRef]) -> Result<Self, FileError> {
        let fail = |cause: std::io::Error| FileError::io(path, &cause);
        let metadata = std::fs::metadata(path).map_err(fail)?;
        if !metadata.is_file() {
            return Err(FileError::new(FileErrorCode::NotAFile, path));
        }
        let mut head = Vec::new();
        File::open(path).map_err(fail)?.take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(fail)?;
        let mut layout = Self {
            format: format_of(path, &head)?,
            encoding: TextEncoding::Utf8,
            has_bom: false,
            delimiter: Delimiter::Comma,
            quoting: true,
            offset: 0,
            lines_before: 0,
            sheets: Vec::new(),
            sheet: None,
            header: HeaderRow::None,
            headers: Vec::new(),
            size: metadata.len(),
        };
        match layout.format {
            FileFormat::Csv => layout.find_text(path, &head, overrides)?,
            FileFormat::Xlsx | FileFormat::Ods => layout.find_sheet(path, overrides)?,
            FileFormat::Vcard => {}
        }
        if layout.format == FileFormat::Vcard {
            layout.header = HeaderRow::None;
            layout.headers = vcard::HEADERS.map(str::to_owned).to_vec();
        } else {
            layout.find_headers(path, overrides, columns)?;
        }
        Ok(layout)
    }

    /// Encoding and delimiter of text, and whether the text is a vCard after all.
    fn find_text(&mut self, path: &Path, head: &[u8], overrides: &Overrides) -> Result<(), FileError> {
        let mark = encoding::byte_order_mark(head);
        self.has_bom = mark.is_some();
        self.offset = mark.map_or(0, |(_, length)| length as u64);
        // A mark is certain, whatever an earlier file of the source was.
        let known = mark.map(|(encoding, _)| encoding).or(overrides.encoding);
        let known = known.or_else(|| encoding::unmarked_utf16(&head[..head.len().min(4096)]));
        let wide = known.is_some_and(TextEncoding::is_wide);
        if !wide && encoding::is_binary(head) {
            return Err(FileError::new(FileErrorCode::Binary, path));
        }
        self.encoding = match known {
            Some(encoding) => encoding,
            None => encoding::guess(&samples(path, head)?),
        };
        let from = usize::try_from(self.offset).unwrap_or(0).min(head.len());
        let text = self.encoding.codec().decode_without_bom_handling(&head[from..]).0;
        if text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\0').is_empty()
            && head.len() < HEAD_BYTES
        {
            return Err(FileError::new(FileErrorCode::Empty, path));
        }
        if vcard::is_vcard(&text) {
            self.format = FileFormat::Vcard;
            return Ok(());
        }
        if is_markup(&text) {
            return Err(FileError::new(FileErrorCode::UnsupportedFormat, path));
        }
        let (named, length) = delimiter::named(&text);
        if length > 0 {
            let width = if self.encoding.is_wide() { 2 } else { 1 };
            self.offset += (length * width) as u64;
            self.lines_before = 1;
        }
        let is_whole = head.len() < HEAD_BYTES;
        self.delimiter =
            overrides.delimiter.or(named).unwrap_or_else(|| delimiter::guess(&text[length..], is_whole));
        self.quoting = quotes::are_meant(&text.as_bytes()[length..], self.delimiter.byte());
        if self.size > MAX_TEXT_BYTES {
            return Err(FileError::new(FileErrorCode::TooLarge, path));
        }
        Ok(())
    }

    fn find_sheet(&mut self, path: &Path, overrides: &Overrides) -> Result<(), FileError> {
        self.format = match archive::check(path)? {
            Workbook::Xlsx => FileFormat::Xlsx,
            Workbook::Ods => FileFormat::Ods,
        };
        self.sheets = if self.format == FileFormat::Xlsx { xlsx::sheets(path)? } else { ods::sheets(path)? };
        let wanted = overrides.sheet.as_ref();
        if let Some(wanted) = wanted {
            if !self.sheets.contains(wanted) {
                return Err(FileError::new(FileErrorCode::SheetMissing, path).with_detail(wanted));
            }
            self.sheet = Some(wanted.clone());
            return Ok(());
        }
        // The first sheet that is not blank: some programs put a cover sheet first.
        for sheet in &self.sheets {
            self.sheet = Some(sheet.clone());
            let mut is_blank = true;
            self.each_raw_row(path, &mut |_, _| {
                is_blank = false;
                ControlFlow::Break(())
            })?;
            if !is_blank {
                return Ok(());
            }
        }
        Err(FileError::new(FileErrorCode::Empty, path))
    }

    fn find_headers(
        &mut self,
        path: &Path,
        overrides: &Overrides,
        columns: &[&ColumnRef],
    ) -> Result<(), FileError> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let enough = match overrides.header {
            Some(HeaderRow::Row(row)) => HEADER_ROWS.max(row.min(1_000) as usize),
            _ => HEADER_ROWS,
        };
        self.each_raw_row(path, &mut |row, _| {
            rows.push(row.cells().map(|cell| crate::text::clean(&cell).into_owned()).collect());
            if rows.len() < enough { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        if rows.is_empty() {
            return Err(FileError::new(FileErrorCode::Empty, path));
        }
        let header = overrides.header.unwrap_or_else(|| header::find(&rows));
        self.header = header::naming(&rows, header, columns);
        self.headers = match self.header {
            HeaderRow::Row(row) => {
                let mut headers = rows.get((row as usize).wrapping_sub(1)).cloned().unwrap_or_default();
                headers.truncate(
                    headers.iter().rposition(|header| !header.is_empty()).map_or(0, |last| last + 1),
                );
                headers
            }
            HeaderRow::None => (0..header::width(&rows)).map(header::letters).collect(),
        };
        match self.headers.len() {
            0 => Err(FileError::new(FileErrorCode::Empty, path)),
            1..=MAX_COLUMNS => Ok(()),
            _ => Err(FileError::new(FileErrorCode::TooManyColumns, path)),
        }
    }

    /// Hands over every row that is not blank, headers included.
    pub(crate) fn each_raw_row(&self, path: &Path, take: Take<'_>) -> Result<(), FileError> {
        let mut take = |row: &RawRow, progress| {
            if is_blank(row) { ControlFlow::Continue(()) } else { take(row, progress) }
        };
        match self.format {
            FileFormat::Csv => {
                let mut rows = CsvRows::new(
                    Feed::open(path, self.encoding, self.offset)?,
                    self.delimiter,
                    self.quoting,
                    self.lines_before,
                );
                let mut row = RawRow::default();
                while rows.next(&mut row)? {
                    if take(&row, rows.progress()) == ControlFlow::Break(()) {
                        break;
                    }
                }
                Ok(())
            }
            FileFormat::Xlsx => xlsx::each_row(path, self.sheet.as_deref().unwrap_or_default(), &mut take),
            FileFormat::Ods => ods::each_row(path, self.sheet.as_deref().unwrap_or_default(), &mut take),
            FileFormat::Vcard => vcard::each_row(path, self.encoding, self.offset, &mut take),
        }
    }

    /// Hands over every row after the headers that is not blank.
    pub(crate) fn each_data_row(&self, path: &Path, take: Take<'_>) -> Result<(), FileError> {
        let mut to_skip = match self.header {
            HeaderRow::None => 0,
            HeaderRow::Row(row) => row,
        };
        self.each_raw_row(path, &mut |row, progress| {
            if to_skip > 0 {
                to_skip -= 1;
                return ControlFlow::Continue(());
            }
            take(row, progress)
        })
    }
}

fn is_blank(row: &RawRow) -> bool {
    let used = row.ends[..row.count].last().copied().unwrap_or(0);
    !row.is_cut
        && !row.is_damaged
        && row.bytes.get(..used).is_none_or(|bytes| bytes.iter().all(u8::is_ascii_whitespace))
}

fn format_of(path: &Path, head: &[u8]) -> Result<FileFormat, FileError> {
    let error = |code| Err(FileError::new(code, path));
    match head {
        [] => error(FileErrorCode::Empty),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Ok(FileFormat::Xlsx),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => {
            let is_encrypted = archive::is_encrypted_workbook(path)?;
            error(if is_encrypted {
                FileErrorCode::PasswordProtected
            } else {
                FileErrorCode::UnsupportedFormat
            })
        }
        [b'%', b'P', b'D', b'F', ..]
        | [0x89, b'P', b'N', b'G', ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [0xFF, 0xD8, 0xFF, ..]
        | [0x1F, 0x8B, ..]
        | [b'7', b'z', 0xBC, 0xAF, ..]
        | [b'R', b'a', b'r', b'!', ..]
        | [b'{', b'\\', b'r', b't', b'f', ..]
        | [b'S', b'Q', b'L', b'i', b't', b'e', ..] => error(FileErrorCode::UnsupportedFormat),
        _ => Ok(FileFormat::Csv),
    }
}

/// Web pages and XML, which some programs save under the name of a spreadsheet.
fn is_markup(text: &str) -> bool {
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    ["<!doctype", "<html", "<?xml", "<table"]
        .iter()
        .any(|tag| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

/// The head of the file when it has letters beyond ASCII; else pieces around the first ones further on.
fn samples(path: &Path, head: &[u8]) -> Result<Vec<Vec<u8>>, FileError> {
    if !head.is_ascii() {
        return Ok(vec![head.to_vec()]);
    }
    let fail = |cause: std::io::Error| FileError::io(path, &cause);
    let mut samples = Vec::new();
    if head.len() < HEAD_BYTES {
        return Ok(samples);
    }
    let mut file = File::open(path).map_err(fail)?;
    file.seek(SeekFrom::Start(head.len() as u64)).map_err(fail)?;
    let mut piece = vec![0; 1 << 18];
    let mut scanned = 0;
    while scanned < SCAN_BYTES && samples.len() < 16 {
        let count = file.read(&mut piece).map_err(fail)?;
        if count == 0 {
            break;
        }
        scanned += count as u64;
        if !piece[..count].is_ascii() {
            samples.push(piece[..count].to_vec());
        }
    }
    Ok(samples)
}
