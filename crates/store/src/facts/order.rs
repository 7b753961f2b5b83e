//! Which line of a file is which line of a stored order.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{number_at, numbered_place, unnumbered_place};

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
    pub found: Found,
}

/// Whether a line of the file is a stored line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Found {
    /// None is, so far.
    #[default]
    No,
    /// One says just this.
    AsIs,
    /// One says something else of the same line.
    Corrected,
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
    /// Lines by what they say and whether they are numbered; made when a file does not keep the order.
    by_content: Option<HashMap<(u64, bool), VecDeque<usize>>>,
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
            if line.content == content {
                line.found = Found::AsIs;
                return true;
            }
            line.found = Found::Corrected;
        } else if self.take_equal(content, true) {
            // A line with a number of its own is left for the number, which may come later in the file.
            return true;
        }
        self.waiting.push(Waiting { content, number, corrects: known });
        false
    }

    /// Whether the file has the order just as it is stored.
    pub fn is_repeated(&self) -> bool {
        self.waiting.is_empty() && self.lines.iter().all(|line| line.found == Found::AsIs)
    }

    /// What the lines that wait change, now that every number of the file has found its line.
    ///
    /// A line without a number that says something new of a product is either another line or a stored one corrected.
    /// It counts as corrected only where the file evidently speaks of the whole order: it has lines of the order as
    /// they are or, when it repeats whole orders (`repeats_orders`), one for each line of this one; and it has no
    /// fewer lines of the product than are stored. So the halves of a file that was cut in two add up.
    pub fn changes(&mut self, repeats_orders: bool) -> Vec<Change> {
        let waiting = std::mem::take(&mut self.waiting);
        let is_kept: Vec<bool> = waiting
            .iter()
            .map(|line| {
                line.corrects.is_none() && line.number.is_none() && self.take_equal(line.content, false)
            })
            .collect();
        // By product: how many lines the file has more than are stored.
        let mut surplus: HashMap<Option<i64>, i64> = HashMap::new();
        for line in &self.lines {
            *surplus.entry(line.content.product).or_default() -= i64::from(line.found != Found::AsIs);
        }
        for (line, _) in waiting.iter().zip(&is_kept).filter(|(_, is_kept)| !**is_kept) {
            *surplus.entry(line.content.product).or_default() += 1;
        }
        let has_any = self.lines.iter().any(|line| line.found == Found::AsIs);
        let has_each = || surplus.values().all(|surplus| *surplus >= 0);
        let is_whole = has_any || (repeats_orders && has_each());
        let mut left = if is_whole { self.left_by_product() } else { HashMap::new() };
        let mut changes = Vec::with_capacity(waiting.len());
        for (line, is_kept) in waiting.into_iter().zip(is_kept) {
            if is_kept {
                changes.push(Change::Keep);
                continue;
            }
            let product = line.content.product;
            let corrects = line.corrects.or_else(|| {
                let left = left
                    .get_mut(&product)
                    .filter(|_| surplus.get(&product).is_some_and(|more| *more >= 0))?;
                left.take(line.number.is_some())
            });
            changes.push(match corrects {
                Some(index) => {
                    self.lines[index].found = Found::Corrected;
                    Change::Correct(index, line.content)
                }
                None => Change::Add(line.number, line.content),
            });
        }
        changes
    }

    /// What the file said of the order, before [`Self::changes`]: lines that are there as they are, and those that wait.
    pub fn said(&self) -> Vec<(Option<u32>, Content)> {
        let as_is = self.lines.iter().filter(|line| line.found == Found::AsIs);
        let as_is = as_is.map(|line| (number_at(line.place), line.content));
        as_is.chain(self.waiting.iter().map(|line| (line.number, line.content))).collect()
    }

    /// Forgets what was found, and finds the lines of [`Self::said`] in that order. Of lines that say the same it matters
    /// which one is found: whoever meets the same lines later only knows that order.
    pub fn recognise_again(&mut self, said: &[(Option<u32>, Content)]) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.iter_mut().for_each(|line| line.found = Found::No);
        *self = Self::new(lines);
        for (number, content) in said {
            self.recognise(*number, *content);
        }
    }

    /// Whether the file has every line, as it is or corrected.
    pub fn has_every_line(&self) -> bool {
        self.lines.iter().all(|line| line.found != Found::No)
    }

    fn left_by_product(&self) -> HashMap<Option<i64>, Left> {
        let mut left: HashMap<Option<i64>, Left> = HashMap::new();
        for (index, line) in self.lines.iter().enumerate().filter(|(_, line)| line.found == Found::No) {
            let left = left.entry(line.content.product).or_default();
            if line.is_numbered() { &mut left.numbered } else { &mut left.unnumbered }.push_back(index);
        }
        left
    }

    fn numbered(&self, number: u32) -> Option<usize> {
        self.lines.binary_search_by_key(&numbered_place(number), |line| line.place).ok()
    }

    /// Takes a line that says the same, the one after the last that was found if possible.
    fn take_equal(&mut self, content: Content, only_unnumbered: bool) -> bool {
        let fits = |line: &StoredLine| {
            line.found == Found::No && line.content == content && !(only_unnumbered && line.is_numbered())
        };
        let found = match self.lines.get(self.next) {
            Some(line) if fits(line) => Some(self.next),
            _ => self.find_equal(content, only_unnumbered),
        };
        if let Some(index) = found {
            self.lines[index].found = Found::AsIs;
            self.next = index + 1;
        }
        found.is_some()
    }

    fn find_equal(&mut self, content: Content, only_unnumbered: bool) -> Option<usize> {
        let lines = &self.lines;
        let by_content = self.by_content.get_or_insert_with(|| {
            let mut by_content: HashMap<(u64, bool), VecDeque<usize>> = HashMap::new();
            for (index, line) in lines.iter().enumerate() {
                by_content.entry((line.content.hash(), line.is_numbered())).or_default().push_back(index);
            }
            by_content
        });
        [false, true].into_iter().take(if only_unnumbered { 1 } else { 2 }).find_map(|numbered| {
            let same = by_content.get_mut(&(content.hash(), numbered))?;
            while same.front().is_some_and(|index| lines[*index].found != Found::No) {
                same.pop_front();
            }
            same.iter()
                .copied()
                .find(|index| lines[*index].found == Found::No && lines[*index].content == content)
        })
    }
}

/// Stored lines of a product that the file has not named yet.
#[derive(Default)]
struct Left {
    unnumbered: VecDeque<usize>,
    numbered: VecDeque<usize>,
}

impl Left {
    /// The first one; a line with a number of its own is never one of another number.
    fn take(&mut self, has_number: bool) -> Option<usize> {
        match (self.unnumbered.front(), self.numbered.front()) {
            (None, Some(_)) if !has_number => self.numbered.pop_front(),
            (Some(unnumbered), Some(numbered)) if !has_number && numbered < unnumbered => {
                self.numbered.pop_front()
            }
            _ => self.unnumbered.pop_front(),
        }
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
            found: Found::No,
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
        assert_eq!(lines.changes(false), [Change::Add(None, a)]);
    }

    #[test]
    fn an_exact_line_is_found_before_a_corrected_one_takes_its_place() {
        let (old, kept, new) = (content(1, 10), content(1, 30), content(1, 11));
        let mut lines = stored(&[(1, kept), (3, old)]);
        assert!(!lines.recognise(None, new));
        assert!(lines.recognise(None, kept));
        assert_eq!(lines.changes(false), [Change::Correct(1, new)]);
    }

    #[test]
    fn the_halves_of_an_order_add_up() {
        let (first, second) = (content(1, 10), content(1, 20));
        let mut lines = stored(&[(1, first)]);
        assert!(!lines.recognise(None, second));
        assert_eq!(
            lines.changes(false),
            [Change::Add(None, second)],
            "nothing says that the file is the whole"
        );
        let mut lines = stored(&[(1, first)]);
        assert!(!lines.recognise(None, second));
        assert_eq!(lines.changes(true), [Change::Correct(0, second)], "a file of whole orders corrects");
        let mut lines = stored(&[(1, content(2, 5)), (3, first), (5, second)]);
        assert!(lines.recognise(None, content(2, 5)));
        assert!(!lines.recognise(None, content(1, 11)));
        let added = [Change::Add(None, content(1, 11))];
        assert_eq!(lines.changes(true), added, "two are stored, the file has one: it may be a third");
        assert!(!lines.has_every_line());
    }

    #[test]
    fn an_order_sorted_the_other_way_is_compared_line_by_line_only_once() {
        let many: Vec<(i64, Content)> =
            (0..200_000).map(|n| (unnumbered_place(n), content(n % 7, n))).collect();
        let mut lines = stored(&many);
        for (_, content) in many.iter().rev() {
            assert!(lines.recognise(None, *content));
        }
        assert!(lines.is_repeated());
    }

    #[test]
    fn numbered_lines_are_known_by_their_number() {
        let (a, b) = (content(1, 10), content(2, 20));
        let mut lines = stored(&[(numbered_place(10), a), (numbered_place(20), b)]);
        assert!(lines.recognise(Some(20), b));
        assert!(!lines.recognise(Some(10), b), "the number decides, not what the line says");
        assert!(!lines.recognise(Some(30), a), "an unknown number is a new line");
        assert_eq!(lines.changes(false), [Change::Correct(0, b), Change::Add(Some(30), a)]);
    }

    #[test]
    fn a_number_that_comes_twice_loses_no_line() {
        let (a, b) = (content(1, 10), content(2, 20));
        let mut lines = stored(&[(1, b), (numbered_place(10), a)]);
        assert!(lines.recognise(Some(10), a));
        assert!(lines.recognise(Some(10), b), "kept as without a number the first time");
        assert!(lines.changes(false).is_empty());
    }

    #[test]
    fn numbers_that_come_later_do_not_double_an_order() {
        let (a, b) = (content(1, 10), content(2, 20));
        let mut lines = stored(&[(1, a), (3, b)]);
        assert!(lines.recognise(Some(10), a));
        assert!(!lines.recognise(Some(20), content(2, 21)));
        assert_eq!(lines.changes(false), [Change::Correct(1, content(2, 21))]);
    }
}
