//! What owners had taken out of entries, so that a person is gone from the sealed files as well.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_domain::Id;

use super::record::Head;

/// Operations that an owner has taken out of one entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Redacted {
    /// The entry.
    pub entry: Head,
    /// Which of its operations, by their places in it from 0 on. One that it does not have changes nothing.
    pub operations: Vec<u32>,
}

/// Which operations of which entries are taken out. A copy of an entry that lacks just these is whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redactions(BTreeMap<Head, BTreeSet<u32>>);

impl Redactions {
    /// Whether nothing is taken out of anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is taken out of one entry; none if nothing is.
    pub fn of(&self, entry: &Head) -> Option<&BTreeSet<u32>> {
        self.0.get(entry)
    }

    /// Whether an operation of an entry is taken out.
    pub fn has(&self, entry: &Head, operation: u32) -> bool {
        self.of(entry).is_some_and(|operations| operations.contains(&operation))
    }

    /// Everything, by chain and number.
    pub fn iter(&self) -> impl Iterator<Item = (&Head, &BTreeSet<u32>)> {
        self.0.iter()
    }

    /// What is taken out of the entries of a chain with these numbers, on whichever branch.
    pub fn within(&self, chain: Id, from: u64, to: u64) -> impl Iterator<Item = (&Head, &BTreeSet<u32>)> {
        let at = |number: u64, byte: u8| Head { chain, number, hash: pelikirja_crypto::Hash([byte; 32]) };
        let range = (from <= to).then(|| self.0.range(at(from, 0)..=at(to, 0xff)));
        range.into_iter().flatten()
    }

    /// How many operations are taken out.
    pub fn operations(&self) -> u64 {
        self.0.values().map(|operations| operations.len() as u64).sum()
    }

    /// How many entries something is taken out of.
    pub fn entries(&self) -> u64 {
        self.0.len() as u64
    }

    /// Takes operations out of an entry.
    pub(crate) fn add(&mut self, entry: Head, operations: impl IntoIterator<Item = u32>) {
        self.0.entry(entry).or_default().extend(operations);
    }

    /// What is taken out here and not there.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let mut left = Self::default();
        for (entry, operations) in &self.0 {
            let more: Vec<u32> =
                operations.iter().copied().filter(|place| !other.has(entry, *place)).collect();
            if !more.is_empty() {
                left.add(*entry, more);
            }
        }
        left
    }
}

/// The one form of a list: by entry, each once, with operations that ascend.
pub(super) fn put_in_order(entries: &mut Vec<Redacted>) {
    let mut all = Redactions::default();
    for redacted in entries.drain(..) {
        if !redacted.operations.is_empty() {
            all.add(redacted.entry, redacted.operations);
        }
    }
    let listed = |(entry, operations): (Head, BTreeSet<u32>)| Redacted {
        entry,
        operations: operations.into_iter().collect(),
    };
    *entries = all.0.into_iter().map(listed).collect();
}
