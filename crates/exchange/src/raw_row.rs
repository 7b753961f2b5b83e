//! A row as it stands in the file, before anything is made of it.

use std::borrow::Cow;

/// What the format says of a cell; text files say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Text, to be read as the mapping says.
    Text,
    /// A number of a spreadsheet: with a decimal point whatever the mapping says.
    Number,
}

/// A row of any format. Used again for every row, so that reading allocates nothing.
#[derive(Debug, Clone, Default)]
pub struct RawRow {
    pub(crate) line: u64,
    /// Bytes of all cells, one after another; longer than what is used.
    pub(crate) bytes: Vec<u8>,
    /// Where each cell ends in `bytes`; longer than what is used.
    pub(crate) ends: Vec<usize>,
    /// How many of `ends` are used.
    pub(crate) count: usize,
    /// Kinds of the cells; empty when all are text.
    pub(crate) kinds: Vec<CellKind>,
    /// Whether cells or bytes were left out because there were too many.
    pub(crate) is_cut: bool,
    /// Whether the row is known to be damaged in the file (a card without its end).
    pub(crate) is_damaged: bool,
    /// The line where a record with a stray quote ends.
    pub(crate) stray_until: Option<u64>,
    /// Whether the file ends with this row, before its line does.
    pub(crate) is_open: bool,
}

impl RawRow {
    /// Line in the file where the row begins, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether it has no cells.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The cells as they are, bytes that are no text replaced.
    pub fn cells(&self) -> impl Iterator<Item = Cow<'_, str>> {
        (0..self.count).map(|index| String::from_utf8_lossy(self.cell_bytes(index)))
    }

    pub(crate) fn cell_bytes(&self, index: usize) -> &[u8] {
        if index >= self.count {
            return &[];
        }
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        self.bytes.get(start..self.ends[index]).unwrap_or_default()
    }

    pub(crate) fn clear(&mut self) {
        self.count = 0;
        self.kinds.clear();
        self.is_cut = false;
        self.is_damaged = false;
        self.stray_until = None;
        self.is_open = false;
    }

    /// Starts a row that is filled by [`Self::push`].
    pub(crate) fn start(&mut self, line: u64) {
        self.clear();
        self.line = line;
        self.bytes.clear();
        self.ends.clear();
    }

    pub(crate) fn push(&mut self, text: &str, kind: CellKind) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len());
        if kind != CellKind::Text || !self.kinds.is_empty() {
            self.kinds.resize(self.count, CellKind::Text);
            self.kinds.push(kind);
        }
        self.count += 1;
    }

    /// All cells as text, or `None` when some bytes are no text.
    pub(crate) fn view(&self) -> Option<Cells<'_>> {
        let ends = &self.ends[..self.count];
        let bytes = self.bytes.get(..ends.last().copied().unwrap_or(0))?;
        let text = std::str::from_utf8(bytes).ok()?;
        // A letter may seem whole only because its halves stand in two cells side by side.
        if !text.is_ascii() && !ends.iter().all(|&end| text.is_char_boundary(end)) {
            return None;
        }
        Some(Cells { text, ends, kinds: &self.kinds })
    }
}

/// The cells of a row as text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells<'a> {
    text: &'a str,
    ends: &'a [usize],
    kinds: &'a [CellKind],
}

impl<'a> Cells<'a> {
    /// The cell, or nothing beyond the end of a short row.
    pub(crate) fn get(&self, index: usize) -> &'a str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        self.text.get(start..end).unwrap_or_default()
    }

    pub(crate) fn is_number(&self, index: usize) -> bool {
        self.kinds.get(index) == Some(&CellKind::Number)
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}
