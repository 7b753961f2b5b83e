//! Which line of a file is which line of a stored order.

use std::collections::HashSet;

use super::{numbered_place, unnumbered_place};

/// What a line says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content {
    pub product: Option<i64>,
    pub quantity: f64,
    pub net: i64,
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        self.product == other.product
            && self.net == other.net
            && self.quantity.to_bits() == other.quantity.to_bits()
    }
}

impl Content {
    /// 64 bits are enough: a chance collision only miscounts a notice.
    pub fn hash(&self) -> u64 {
        let parts =
            [self.product.unwrap_or(-1).cast_unsigned(), self.quantity.to_bits(), self.net.cast_unsigned()];
        parts.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, part| {
            (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
        })
    }
}

/// A line as stored before the batch.
#[derive(Debug)]
pub(super) struct StoredLine {
    pub place: i64,
    pub content: Content,
    pub batch: i64,
    /// Whether a line of the file is this one.
    pub taken: bool,
}

impl StoredLine {
    fn is_numbered(&self) -> bool {
        self.place % 2 == 0
    }
}

/// A line of the file that is not simply there already.
#[derive(Debug)]
pub(super) struct Waiting {
    content: Content,
    number: Option<u32>,
    /// The stored line of that number, which now says something else.
    corrects: Option<usize>,
}

/// What becomes of a line of the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Change {
    /// It is there as it is after all.
    Keep,
    /// The stored line with this index now says this.
    Correct(usize, Content),
    /// A new line, with its number if it has one.
    Add(Option<u32>, Content),
}

/// The lines of a stored order, while a file is compared with them.
#[derive(Debug, Default)]
pub(super) struct StoredLines {
    lines: Vec<StoredLine>,
    /// Where the next line of the file probably stands: files keep their order.
    next: usize,
    /// Numbers that the file has given to lines of the order.
    numbers: HashSet<u32>,
    waiting: Vec<Waiting>,
}

impl StoredLines {
    /// `lines` ascend by place.
    pub fn new(lines: Vec<StoredLine>) -> Self {
        Self { lines, ..Self::default() }
    }

    /// The n of the next line without a number.
    pub fn next_unnumbered(&self) -> i64 {
        let last = self.lines.iter().rev().find(|line| !line.is_numbered());
        last.map_or(0, |line| (line.place - unnumbered_place(0)) / 2 + 1)
    }

    pub fn get(&self, index: usize) -> Option<&StoredLine> {
        self.lines.get(index)
    }

    /// Whether the line is there as it is; otherwise it waits for [`Self::changes`].
    pub fn recognise(&mut self, number: Option<u32>, content: Content) -> bool {
        // When the file has a number twice, no line may get lost: the second counts as without a number.
        let number = number.filter(|number| self.numbers.insert(*number));
        let known = number.and_then(|number| self.numbered(number));
        if let Some(index) = known {
            let line = &mut self.lines[index];
            line.taken = true;
            if line.content == content {
                return true;
            }
        } else if self.take_equal(content, true) {
            // A line with a number of its own is left for the number, which may come later in the file.
            return true;
        }
        self.waiting.push(Waiting { content, number, corrects: known });
        false
    }

    /// What the lines that wait change, now that every number of the file has found its line. A line of the same
    /// product, not found in the file as it was, is the same line corrected.
    pub fn changes(&mut self) -> Vec<Change> {
        let waiting = std::mem::take(&mut self.waiting);
        let is_kept: Vec<bool> = waiting
            .iter()
            .map(|line| {
                line.corrects.is_none() && line.number.is_none() && self.take_equal(line.content, false)
            })
            .collect();
        let change = |(line, is_kept): (Waiting, bool)| {
            let same_product = |stored: &StoredLine| {
                !stored.taken
                    && stored.content.product == line.content.product
                    && (line.number.is_none() || !stored.is_numbered())
            };
            if is_kept {
                return Change::Keep;
            }
            let corrects = line.corrects.or_else(|| {
                let found = self.lines.iter().position(same_product)?;
                self.lines[found].taken = true;
                Some(found)
            });
            match corrects {
                Some(index) => Change::Correct(index, line.content),
                None => Change::Add(line.number, line.content),
            }
        };
        waiting.into_iter().zip(is_kept).map(change).collect()
    }

    fn numbered(&self, number: u32) -> Option<usize> {
        self.lines.binary_search_by_key(&numbered_place(number), |line| line.place).ok()
    }

    /// Takes a line that says the same, from where the last one was found.
    fn take_equal(&mut self, content: Content, only_unnumbered: bool) -> bool {
        let fits = |line: &StoredLine| {
            !line.taken && line.content == content && !(only_unnumbered && line.is_numbered())
        };
        let (before, after) = self.lines.split_at(self.next.min(self.lines.len()));
        let found = after
            .iter()
            .position(fits)
            .map(|index| index + before.len())
            .or_else(|| before.iter().position(fits));
        if let Some(index) = found {
            self.lines[index].taken = true;
            self.next = index + 1;
        }
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(product: i64, net: i64) -> Content {
        Content { product: Some(product), quantity: 1.0, net }
    }

    fn stored(lines: &[(i64, Content)]) -> StoredLines {
        let line = |(place, content): &(i64, Content)| StoredLine {
            place: *place,
            content: *content,
            batch: 1,
            taken: false,
        };
        StoredLines::new(lines.iter().map(line).collect())
    }

    #[test]
    fn unnumbered_lines_are_known_in_any_order() {
        let (a, b, c) = (content(1, 10), content(2, 20), content(1, 10));
        let mut lines = stored(&[(1, a), (3, b), (5, c)]);
        assert_eq!(lines.next_unnumbered(), 3);
        assert!(lines.recognise(None, b), "the file may begin with another line");
        assert!(lines.recognise(None, a));
        assert!(lines.recognise(None, a), "equal lines are counted, not merged");
        assert!(!lines.recognise(None, a), "a third one is new");
        assert_eq!(lines.changes(), [Change::Add(None, a)]);
    }

    #[test]
    fn an_exact_line_is_found_before_a_corrected_one_takes_its_place() {
        let (old, kept, new) = (content(1, 10), content(1, 30), content(1, 11));
        let mut lines = stored(&[(1, kept), (3, old)]);
        assert!(!lines.recognise(None, new));
        assert!(lines.recognise(None, kept));
        assert_eq!(lines.changes(), [Change::Correct(1, new)]);
    }

    #[test]
    fn numbered_lines_are_known_by_their_number() {
        let (a, b) = (content(1, 10), content(2, 20));
        let mut lines = stored(&[(numbered_place(10), a), (numbered_place(20), b)]);
        assert!(lines.recognise(Some(20), b));
        assert!(!lines.recognise(Some(10), b), "the number decides, not what the line says");
        assert!(!lines.recognise(Some(30), a), "an unknown number is a new line");
        assert_eq!(lines.changes(), [Change::Correct(0, b), Change::Add(Some(30), a)]);
    }

    #[test]
    fn a_number_that_comes_twice_loses_no_line() {
        let (a, b) = (content(1, 10), content(2, 20));
        let mut lines = stored(&[(1, b), (numbered_place(10), a)]);
        assert!(lines.recognise(Some(10), a));
        assert!(lines.recognise(Some(10), b), "kept as without a number the first time");
        assert!(lines.changes().is_empty());
    }

    #[test]
    fn numbers_that_come_later_do_not_double_an_order() {
        let (a, b) = (content(1, 10), content(2, 20));
        let mut lines = stored(&[(1, a), (3, b)]);
        assert!(lines.recognise(Some(10), a));
        assert!(!lines.recognise(Some(20), content(2, 21)));
        assert_eq!(lines.changes(), [Change::Correct(1, content(2, 21))]);
    }
}
