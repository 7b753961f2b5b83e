//! OpenDocument spreadsheets as raw rows.
//!
//! Read here as a stream, because the spreadsheet library holds all sheets in memory and unrolls repeated cells:
//! a few kilobytes of file can claim a hundred million of them.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::Take;
use super::archive::zip_error;
use super::xlsx::SheetLine;
use crate::error::{FileError, FileErrorCode};
use crate::limits::{MAX_COLUMNS, MAX_SHEET_ROWS};
use crate::raw_row::{CellKind, RawRow};
use crate::read::Progress;

/// Names of the sheets, in their order.
pub(crate) fn sheets(path: &Path) -> Result<Vec<String>, FileError> {
    let mut names = Vec::new();
    with_content(path, |xml| {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|cause| unreadable(path, cause))? {
                Event::Start(tag) if tag.local_name().as_ref() == "table" => {
                    names.push(attribute(&tag, "name"))
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    })?;
    Ok(names)
}

/// Hands over the rows of a sheet.
pub(crate) fn each_row(path: &Path, sheet: &str, take: Take<'_>) -> Result<(), FileError> {
    let total = std::fs::metadata(path).map_err(|cause| FileError::io(path, &cause))?.len();
    let mut is_found = false;
    with_content(path, |xml| {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|cause| unreadable(path, cause))? {
                Event::Start(tag)
                    if tag.local_name().as_ref() == "table" && attribute(&tag, "name") == sheet =>
                {
                    is_found = true;
                    return Table { path, total, line: SheetLine::default(), raw: RawRow::default(), take }
                        .read(xml);
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    })?;
    if is_found { Ok(()) } else { Err(FileError::new(FileErrorCode::SheetMissing, path).with_detail(sheet)) }
}

type Xml<'x> = Reader<BufReader<&'x mut dyn Read>>;

fn with_content(
    path: &Path,
    work: impl FnOnce(&mut Xml<'_>) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let file = File::open(path).map_err(|cause| FileError::io(path, &cause))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|cause| zip_error(path, &cause))?;
    let mut part = archive.by_name("content.xml").map_err(|cause| zip_error(path, &cause))?;
    let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, &mut part as &mut dyn Read));
    xml.config_mut().expand_empty_elements = true;
    work(&mut xml)
}

fn unreadable(path: &Path, cause: impl std::fmt::Display) -> FileError {
    FileError::new(FileErrorCode::UnreadableSpreadsheet, path).with_detail(cause)
}

/// An attribute by its name without prefix, or nothing.
fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found =
        tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name);
    found
        .and_then(|found| found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned))
        .unwrap_or_default()
}

fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).parse().unwrap_or(1).max(1)
}

struct Table<'t> {
    path: &'t Path,
    total: u64,
    line: SheetLine,
    raw: RawRow,
    take: Take<'t>,
}

impl Table<'_> {
    fn read(mut self, xml: &mut Xml<'_>) -> Result<(), FileError> {
        let mut buffer = Vec::new();
        let (mut column, mut repeats, mut next_row) = (0, 1, 1_u32);
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|cause| self.damaged(cause))? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "table-row" => {
                        column = 0;
                        repeats = repeated(&tag, "number-rows-repeated");
                    }
                    "table-cell" | "covered-table-cell" => {
                        let tag = tag.into_owned();
                        column += self.cell(xml, &tag, column)?;
                    }
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "table-row" => {
                        if self.row(next_row, repeats)? == ControlFlow::Break(()) {
                            return Ok(());
                        }
                        next_row = next_row.saturating_add(repeats);
                    }
                    "table" => return Ok(()),
                    _ => {}
                },
                Event::Eof => return Err(self.damaged("the sheet does not end")),
                _ => {}
            }
        }
    }

    fn damaged(&self, cause: impl std::fmt::Display) -> FileError {
        unreadable(self.path, cause).at_row(u64::from(self.line.number))
    }

    /// Hands over a finished row as often as it is repeated; blank ones are passed over.
    fn row(&mut self, number: u32, repeats: u32) -> Result<ControlFlow<()>, FileError> {
        if self.line.used == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        self.line.number = number;
        self.line.write_to(&mut self.raw);
        for repeat in 0..repeats {
            let number = number.saturating_add(repeat);
            if number > MAX_SHEET_ROWS {
                return Err(FileError::new(FileErrorCode::TooLarge, self.path).at_row(u64::from(number)));
            }
            self.raw.line = u64::from(number);
            // Where in the packed file this row stands is not known; its number says enough.
            let read = self.total * u64::from(number) / u64::from(MAX_SHEET_ROWS);
            if (self.take)(&self.raw, Progress { read, total: self.total }) == ControlFlow::Break(()) {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Reads a cell to its end and says over how many columns it goes.
    fn cell(&mut self, xml: &mut Xml<'_>, tag: &BytesStart<'_>, column: usize) -> Result<usize, FileError> {
        let repeats = repeated(tag, "number-columns-repeated") as usize;
        let shown = self.shown_text(xml, tag)?;
        let (text, kind) = match attribute(tag, "value-type").as_str() {
            "float" | "currency" | "percentage" => (attribute(tag, "value"), CellKind::Number),
            "date" => (attribute(tag, "date-value"), CellKind::Text),
            "boolean" => (attribute(tag, "boolean-value"), CellKind::Text),
            _ => (shown, CellKind::Text),
        };
        if !text.is_empty() {
            for column in column..column.saturating_add(repeats).min(MAX_COLUMNS + 1) {
                let error = || FileError::new(FileErrorCode::TooManyColumns, self.path);
                let slot = self.line.slot(column).ok_or_else(error)?;
                slot.0.push_str(&text);
                slot.1 = kind;
            }
        }
        Ok(repeats.min(usize::MAX / 4))
    }

    /// The text of a cell as shown, paragraphs parted by line ends; comments left out.
    fn shown_text(&mut self, xml: &mut Xml<'_>, cell: &BytesStart<'_>) -> Result<String, FileError> {
        let mut text = String::new();
        let mut buffer = Vec::new();
        let (mut in_paragraph, mut in_comment) = (false, false);
        loop {
            buffer.clear();
            let event = xml.read_event_into(&mut buffer).map_err(|cause| self.damaged(cause))?;
            match event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "annotation" => in_comment = true,
                    "p" if !in_comment => {
                        if !text.is_empty() {
                            text.push('\n');
                        }
                        in_paragraph = true;
                    }
                    "s" if in_paragraph => {
                        let spaces = repeated(&tag, "c").min(1_000);
                        text.extend((0..spaces).map(|_| ' '));
                    }
                    "tab" if in_paragraph => text.push('\t'),
                    "line-break" if in_paragraph => text.push('\n'),
                    _ => {}
                },
                Event::End(tag) if tag.name() == cell.name() => return Ok(text),
                Event::End(tag) => match tag.local_name().as_ref() {
                    "annotation" => in_comment = false,
                    "p" => in_paragraph = false,
                    _ => {}
                },
                Event::Text(part) if in_paragraph => text.push_str(&part.xml10_content()),
                Event::CData(part) if in_paragraph => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) if in_paragraph => {
                    let letter = match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => reference.resolve_char_ref().ok().flatten(),
                    };
                    text.extend(letter);
                }
                Event::Eof => return Err(self.damaged("a cell does not end")),
                _ => {}
            }
        }
    }
}
