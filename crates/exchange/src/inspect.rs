//! Looking at a file.

use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;

use crate::error::FileError;
use crate::inspection::{Delimiter, FileFormat, Inspection, Overrides, PreviewRow};
use crate::limits::{PREVIEW_ROWS, PROFILE_ROWS, SHORT_CHARS};
use crate::mapping::{ColumnRef, Mapping};
use crate::profile::{self, ColumnProfile};
use crate::raw_row::{CellKind, RawRow};
use crate::table::layout::Layout;
use crate::text::{clean, shorten};

/// Samples of a large file beyond its head.
const SAMPLES: u64 = 8;
const SAMPLE_BYTES: usize = 64 << 10;

/// Looks at a file: its format, encoding, headers, first rows, and what its columns hold.
///
/// Reads the head of the file and, of a large text file, some pieces from all over it (dates that read both ways
/// on the first pages show their order further on).
///
/// # Errors
/// [`FileError`] when nothing can be made of the file. A file that is damaged only beyond its head is noticed when
/// it is read.
pub fn inspect(path: &Path, overrides: &Overrides) -> Result<Inspection, FileError> {
    let layout = Layout::of(path, overrides, &[])?;
    let mut rows = Vec::new();
    let mut columns = vec![ColumnProfile::default(); layout.headers.len()];
    let mut count = 0;
    let mut read = 0;
    layout.each_data_row(path, &mut |row, progress| {
        read = progress.read;
        if rows.len() < PREVIEW_ROWS {
            let cells = row.cells().map(|cell| shorten(&clean(&cell), SHORT_CHARS)).collect();
            rows.push(PreviewRow { line: row.line(), cells });
        }
        add(&mut columns, row);
        count += 1;
        if count < PROFILE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if layout.format == FileFormat::Csv && count == PROFILE_ROWS {
        add_samples(path, &layout, read, &mut columns)?;
    }
    let is_text = matches!(layout.format, FileFormat::Csv | FileFormat::Vcard);
    Ok(Inspection {
        file_name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        size_bytes: layout.size,
        format: layout.format,
        encoding: is_text.then_some(layout.encoding),
        has_bom: layout.has_bom,
        delimiter: (layout.format == FileFormat::Csv).then_some(layout.delimiter),
        sheets: layout.sheets,
        sheet: layout.sheet,
        header: layout.header,
        headers: layout.headers,
        rows,
        columns,
    })
}

/// The headers under which a mapping reads a file, and the delimiter of a text file.
///
/// # Errors
/// [`FileError`] when nothing can be made of the file.
pub fn headers(path: &Path, mapping: &Mapping) -> Result<(Vec<String>, Option<Delimiter>), FileError> {
    let mapped: Vec<&ColumnRef> = mapping.columns.values().collect();
    let layout = Layout::of(path, &mapping.overrides, &mapped)?;
    let delimiter = (layout.format == FileFormat::Csv).then_some(layout.delimiter);
    Ok((layout.headers, delimiter))
}

fn add(columns: &mut [ColumnProfile], row: &RawRow) {
    let Some(cells) = row.view() else { return };
    let is_number = |index| row.kinds.get(index) == Some(&CellKind::Number);
    profile::add_row(columns, (0..cells.len()).map(|index| (cells.get(index), is_number(index))));
}

/// Counts in the rows of some pieces of the file; those that are cut or shifted are left out.
fn add_samples(
    path: &Path,
    layout: &Layout,
    from: u64,
    columns: &mut [ColumnProfile],
) -> Result<(), FileError> {
    let fail = |cause: std::io::Error| FileError::io(path, &cause);
    let mut file = std::fs::File::open(path).map_err(fail)?;
    let step = layout.size.saturating_sub(from) / SAMPLES;
    for sample in 0..SAMPLES {
        let mut piece = Vec::with_capacity(SAMPLE_BYTES);
        // Even offsets keep the pairs of UTF-16 together.
        file.seek(SeekFrom::Start((from + sample * step) & !1)).map_err(fail)?;
        Read::by_ref(&mut file).take(SAMPLE_BYTES as u64).read_to_end(&mut piece).map_err(fail)?;
        let text = layout.encoding.codec().decode_without_bom_handling(&piece).0;
        let (Some(start), Some(end)) = (text.find('\n'), text.rfind('\n')) else { continue };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(layout.delimiter.byte())
            .quoting(layout.quoting)
            .has_headers(false)
            .flexible(true)
            .from_reader(text[start..end.max(start)].as_bytes());
        let width = columns.len();
        for record in reader.records().flatten().filter(|record| record.len() == width) {
            profile::add_row(columns, record.iter().map(|cell| (cell, false)));
        }
    }
    Ok(())
}
