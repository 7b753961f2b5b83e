//! What is searched of each customer, side by side in one piece of memory: a keystroke reads it once from end to end.

use std::ops::Range;

use memchr::memmem::Finder;

/// The searched text of every customer, in the order of the entries.
#[derive(Default)]
pub(super) struct Texts {
    text: String,
    /// Where each customer's text ends.
    ends: Vec<u32>,
}

/// After each customer's text. A query has no such character, so no match reaches into the next one.
const END: char = '\n';

impl Texts {
    /// Adds the text of the next customer.
    pub fn push(&mut self, parts: impl Iterator<Item = String>) {
        for part in parts {
            self.text.push_str(&part);
            self.text.push(END);
        }
        // Four gigabytes of names do not happen; were it so, the rest would not be found.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Adds the text of the next customer as another collection has it.
    pub fn push_same(&mut self, other: &Self, index: usize) {
        self.text.push_str(other.get(index));
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Adds all texts of another collection.
    pub fn append(&mut self, other: &Self) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        let ends = other.ends.iter().map(|end| u32::try_from(before + *end as usize).unwrap_or(u32::MAX));
        self.ends.extend(ends);
    }

    /// A customer's text.
    pub fn get(&self, index: usize) -> &str {
        self.text.get(self.range(index)).unwrap_or_default()
    }

    fn range(&self, index: usize) -> Range<usize> {
        let before = index.checked_sub(1).and_then(|before| self.ends.get(before));
        let place = |end: Option<&u32>| end.map_or(0, |end| *end as usize);
        place(before)..place(self.ends.get(index))
    }

    /// The customers whose name begins so, ascending. The beginning is folded as the texts are.
    pub fn beginning_with(&self, beginning: &str) -> impl Iterator<Item = u32> {
        let from = std::iter::once(0).chain(self.ends.iter().map(|end| *end as usize));
        let begins = move |from: usize| {
            let text = self.text.as_bytes().get(from..);
            text.is_some_and(|text| text.starts_with(beginning.as_bytes()))
        };
        (0..).zip(from.take(self.ends.len())).filter(move |(_, from)| begins(*from)).map(|(index, _)| index)
    }

    /// The customers that have all words somewhere, ascending. Without words, all of them.
    pub fn having(&self, words: &[&str]) -> Vec<u32> {
        // The longest word is in the fewest customers.
        let Some(longest) = words.iter().max_by_key(|word| word.len()) else {
            return (0..).take(self.ends.len()).collect();
        };
        let mut found = Vec::new();
        let mut index = 0;
        let mut from = 0;
        let finder = Finder::new(longest.as_bytes());
        while let Some(place) = self.text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let place = from + place;
            index +=
                self.ends.get(index..).map_or(0, |ends| ends.partition_point(|end| *end as usize <= place));
            let text = self.get(index);
            if words.iter().all(|word| word == longest || text.contains(word)) {
                found.push(u32::try_from(index).unwrap_or(u32::MAX));
            }
            from = self.range(index).end;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        let mut texts = Texts::default();
        for parts in [["konepaja aijala", "oulu"], ["oulun sahko", "turku"], ["aija", ""]] {
            texts.push(parts.into_iter().map(str::to_owned));
        }
        texts
    }

    #[test]
    fn customers_are_found_by_any_part_once_each() {
        let texts = texts();
        assert_eq!(texts.having(&["oul"]), [0, 1]);
        assert_eq!(texts.having(&["a"]), [0, 1, 2]);
        assert_eq!(texts.having(&["aij", "paja"]), [0]);
        assert_eq!(texts.having(&["u"]), [0, 1]);
        assert_eq!(texts.having(&["xyzzy"]), [] as [u32; 0]);
        assert_eq!(texts.having(&[]), [0, 1, 2]);
    }

    #[test]
    fn customers_are_found_by_how_their_name_begins() {
        let found = |beginning: &str| texts().beginning_with(beginning).collect::<Vec<_>>();
        assert_eq!(found("a"), [2]);
        assert_eq!(found("oulu"), [1], "the city of another begins so, but not its name");
        assert_eq!(found("konepaja ai"), [0]);
        assert_eq!(found("aijan"), [] as [u32; 0]);
        assert_eq!(Texts::default().beginning_with("a").count(), 0);
    }

    #[test]
    fn a_word_does_not_reach_from_one_field_or_customer_into_the_next() {
        assert_eq!(texts().having(&["aijalaoulu"]), [] as [u32; 0]);
        assert_eq!(texts().having(&["turkuaija"]), [] as [u32; 0]);
    }

    #[test]
    fn texts_are_taken_over_as_they_are() {
        let old = texts();
        let mut new = Texts::default();
        new.push_same(&old, 1);
        new.push(std::iter::once("uusi".to_owned()));
        new.push_same(&old, 0);
        assert_eq!(
            (new.get(0), new.get(1), new.get(2)),
            ("oulun sahko\nturku\n", "uusi\n", "konepaja aijala\noulu\n")
        );
        assert_eq!(new.get(3), "");
        new.append(&old);
        assert_eq!((new.get(2), new.get(3), new.get(5)), ("konepaja aijala\noulu\n", old.get(0), old.get(2)));
    }
}
