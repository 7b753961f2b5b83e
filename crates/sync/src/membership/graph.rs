//! The records in an order in which parents come before children.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use pelikirja_crypto::Hash;

use super::signed::SignedRecord;

/// A record whose ancestors are all here.
pub(super) struct Node<'r> {
    pub record: &'r SignedRecord,
    /// Places of its parents.
    pub parents: Vec<usize>,
}

/// The records that hang together with the first one.
pub(super) struct Graph<'r> {
    /// By depth, then by hash: the same order wherever the same records are. The depth is the number of records on the
    /// longest way to the first one; it follows from the ancestors alone, so what comes later does not change it.
    pub nodes: Vec<Node<'r>>,
    /// Those that rest on one that is not here.
    pub waiting: BTreeSet<Hash>,
}

impl<'r> Graph<'r> {
    /// Orders records; twice the same is once. No recursion, so no chain is too long, and each edge is looked at once.
    pub fn new(genesis: &Hash, records: &'r [SignedRecord]) -> Self {
        let all: BTreeMap<Hash, &SignedRecord> =
            records.iter().map(|record| (record.hash(), record)).collect();
        let mut children: BTreeMap<Hash, Vec<&SignedRecord>> = BTreeMap::new();
        for record in all.values() {
            for parent in &record.record().parents {
                children.entry(*parent).or_default().push(record);
            }
        }
        let mut missing: BTreeMap<Hash, usize> = BTreeMap::new();
        let mut depths: BTreeMap<Hash, usize> = BTreeMap::new();
        let first = all.get(genesis).filter(|first| first.record().parents.is_empty());
        let mut ready: VecDeque<Hash> = first.map(|first| first.hash()).into_iter().collect();
        depths.extend(ready.front().map(|first| (*first, 0)));
        while let Some(hash) = ready.pop_front() {
            let depth = depths.get(&hash).copied().unwrap_or_default();
            for child in children.get(&hash).into_iter().flatten() {
                let (name, parents) = (child.hash(), child.record().parents.len());
                let deepest = depths.entry(name).or_default();
                *deepest = (*deepest).max(depth + 1);
                let left = missing.entry(name).or_insert(parents);
                *left -= 1;
                if *left == 0 {
                    ready.push_back(name);
                }
            }
        }
        let is_here = |hash: &Hash| depths.get(hash) == Some(&0) || missing.get(hash) == Some(&0);
        let (here, waiting): (Vec<&SignedRecord>, Vec<&SignedRecord>) =
            all.into_values().partition(|record| is_here(&record.hash()));
        let depth = |record: &SignedRecord| depths.get(&record.hash()).copied().unwrap_or_default();
        Self {
            nodes: in_order(here.into_iter().map(|record| (depth(record), record)).collect()),
            waiting: waiting.into_iter().map(SignedRecord::hash).collect(),
        }
    }
}

fn in_order(mut records: Vec<(usize, &SignedRecord)>) -> Vec<Node<'_>> {
    records.sort_unstable_by_key(|(depth, record)| (*depth, record.hash()));
    let places: BTreeMap<Hash, usize> =
        records.iter().enumerate().map(|(place, (_, record))| (record.hash(), place)).collect();
    let parents = |record: &SignedRecord| {
        record.record().parents.iter().filter_map(|parent| places.get(parent).copied()).collect()
    };
    records.into_iter().map(|(_, record)| Node { record, parents: parents(record) }).collect()
}
