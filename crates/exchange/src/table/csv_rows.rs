//! Delimited text as raw rows, in bounded memory.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::feed::Feed;
use super::quotes;
use crate::error::{FileError, FileErrorCode};
use crate::inspection::Delimiter;
use crate::limits::{MAX_COLUMNS, MAX_RECORD_BYTES};
use crate::raw_row::RawRow;
use crate::read::Progress;

/// Reads record after record. The state machine underneath is that of the `csv` crate; what is added here is a
/// bound on records and fields, and the notice of quotes that never closed or cannot be meant.
pub(crate) struct CsvRows {
    feed: Feed,
    core: Reader,
    delimiter: u8,
    /// Whether quotes count.
    quoting: bool,
    /// The record as it stands in the file.
    text: Vec<u8>,
    /// Line ends taken here rather than by the state machine.
    extra_lines: u64,
    /// Whether the record before ended with a carriage return whose line feed may follow.
    after_return: bool,
}

/// What follows the last byte of the file: inside quotes it becomes part of the field, and that is how an
/// open quote is noticed.
const FINAL_LINE_END: &[u8] = b"\n";

impl CsvRows {
    /// `lines_before` is how many lines of the file were passed over before `feed` begins.
    pub(crate) fn new(feed: Feed, delimiter: Delimiter, quoting: bool, lines_before: u64) -> Self {
        let delimiter = delimiter.byte();
        let core = ReaderBuilder::new().delimiter(delimiter).quoting(quoting).build();
        let text = Vec::new();
        Self { feed, core, delimiter, quoting, text, extra_lines: lines_before, after_return: false }
    }

    pub(crate) fn progress(&self) -> Progress {
        self.feed.progress()
    }

    /// Reads the next record that is not a blank line; `false` at the end.
    pub(crate) fn next(&mut self, row: &mut RawRow) -> Result<bool, FileError> {
        row.clear();
        if !self.skip_line_ends()? {
            return Ok(false);
        }
        row.line = self.core.line() + self.extra_lines;
        self.text.clear();
        row.bytes.resize(row.bytes.len().max(1 << 12), 0);
        row.ends.resize(row.ends.len().max(64), 0);
        let mut spill = [0; 1 << 12];
        let mut spilled_ends = [0; 64];
        let (mut used, mut count, mut cut) = (0, 0, false);
        let mut after_end = false;
        loop {
            let is_final = self.feed.peek()?.is_empty();
            if is_final && after_end {
                return Err(
                    FileError::new(FileErrorCode::UnterminatedQuote, self.feed.path()).at_row(row.line)
                );
            }
            let input = if is_final { FINAL_LINE_END } else { self.feed.peek()? };
            let (output, ends) = if cut {
                (&mut spill[..], &mut spilled_ends[..])
            } else {
                (&mut row.bytes[used..], &mut row.ends[count..])
            };
            let (result, taken, written, ended) = self.core.read_record(input, output, ends);
            let last = taken.checked_sub(1).and_then(|last| input.get(last)).copied();
            after_end = is_final && taken > 0;
            if self.quoting && !cut {
                self.text.extend_from_slice(&input[..taken]);
            }
            if !is_final {
                self.feed.consume(taken);
            }
            if !cut {
                used += written;
                count += ended;
            }
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if cut => {}
                ReadRecordResult::OutputEndsFull if cut => {}
                ReadRecordResult::OutputFull if row.bytes.len() < MAX_RECORD_BYTES => {
                    row.bytes.resize((row.bytes.len() * 2).min(MAX_RECORD_BYTES), 0);
                }
                ReadRecordResult::OutputEndsFull if row.ends.len() < 2 * MAX_COLUMNS => {
                    row.ends.resize(row.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => cut = true,
                ReadRecordResult::Record | ReadRecordResult::End => {
                    self.after_return = last == Some(b'\r');
                    row.is_open = is_final;
                    break;
                }
            }
        }
        row.is_cut = cut;
        row.count = count;
        if !cut && self.text.contains(&b'"') && quotes::is_stray(&self.text, self.delimiter) {
            let inside = self.text.trim_ascii_end();
            row.stray_until = Some(row.line + inside.iter().filter(|byte| **byte == b'\n').count() as u64);
        }
        Ok(true)
    }

    /// Passes over line ends between records; `false` at the end of the file.
    fn skip_line_ends(&mut self) -> Result<bool, FileError> {
        loop {
            let Some(&byte) = self.feed.peek()?.first() else { return Ok(false) };
            // A line may end with `\n`, `\r\n` or, in old files, `\r` alone.
            if self.after_return && byte != b'\n' {
                self.extra_lines += 1;
            }
            self.after_return = byte == b'\r';
            match byte {
                b'\n' => self.extra_lines += 1,
                b'\r' => {}
                _ => return Ok(true),
            }
            self.feed.consume(1);
        }
    }
}
