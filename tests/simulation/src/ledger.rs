//! What the world knows better than any device: which entries each file holds, and which operations were committed.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::SecretKey;
use pelikirja_domain::Id;
use pelikirja_sync::{FileHash, Listed};

use crate::carrier::Bytes;
use crate::container::{self, Part, Run, Span};
use crate::operation::Operation;
use crate::replica::Disk;

/// An operation that a person made.
#[derive(Debug, Clone)]
pub struct Committed {
    /// On which device.
    pub device: usize,
    /// Why it may be lost, when it may: the only disk that it was on was put back.
    pub excused: Option<&'static str>,
    /// Whether its author was not allowed to, and forged it.
    pub forged: bool,
}

/// What happened in the world.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Entries in each file.
    pub files: BTreeMap<FileHash, Vec<Span>>,
    /// Operations in each file.
    operations: BTreeMap<FileHash, BTreeSet<u64>>,
    /// Every operation that was committed.
    pub committed: BTreeMap<u64, Committed>,
    keys: Vec<(u32, SecretKey)>,
}

impl Ledger {
    /// Notes what a written file holds; `disk` is its writer's.
    pub fn note(&mut self, bytes: &Bytes, disk: &Disk) {
        let hash = FileHash::of(bytes);
        if self.files.contains_key(&hash) || bytes.get(4) != Some(&container::ENTRIES) {
            return;
        }
        let opened = container::open(bytes, &self.keys).or_else(|| {
            self.keys = keys(disk);
            container::open(bytes, &self.keys)
        });
        let runs = opened.and_then(|(_, content)| container::read(&content));
        if let Some(runs) = runs {
            self.operations.insert(hash.clone(), operations(&runs));
            self.files.insert(hash, container::spans(&runs));
        }
    }

    /// Whether a file has an operation.
    pub fn holds(&self, file: &FileHash, operation: u64) -> bool {
        self.operations.get(file).is_some_and(|operations| operations.contains(&operation))
    }

    /// The entries of the whole files that were listed.
    pub fn shown<'l>(&'l self, listed: &'l [Listed]) -> impl Iterator<Item = Span> + 'l {
        let hashes = listed.iter().flat_map(|file| FileHash::in_path(&file.path));
        hashes.filter_map(|hash| self.files.get(&hash)).flatten().copied()
    }

    /// The entries of one file.
    pub fn of(&self, bytes: &[u8]) -> &[Span] {
        self.files.get(&FileHash::of(bytes)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The operations of runs, those left out that were erased.
fn operations(runs: &[Run]) -> BTreeSet<u64> {
    let parts = runs.iter().flat_map(|run| &run.entries).flat_map(|entry| &entry.parts);
    let whole = parts.filter_map(|part| match part {
        Part::Whole(bytes) => Operation::from_bytes(bytes).map(|operation| operation.id),
        Part::Erased(_) => None,
    });
    whole.collect()
}

/// Keys of the epochs that lie on a disk.
pub fn keys(disk: &Disk) -> Vec<(u32, SecretKey)> {
    let keys = disk.state.range(b"k".to_vec()..b"l".to_vec()).filter_map(|(name, value)| {
        let epoch = name.get(1..5)?.try_into().ok().map(u32::from_be_bytes)?;
        Some((epoch, SecretKey::from_slice(value)?))
    });
    keys.collect()
}

/// Entries that lie on a disk, by chain and number.
pub fn entries(disk: &Disk) -> BTreeSet<(Id, u64)> {
    let entries = disk.state.range(b"e".to_vec()..b"f".to_vec());
    entries.filter_map(|(name, _)| place_of(name)).collect()
}

/// Whether an entry lies on a disk.
pub fn has_entry(disk: &Disk, chain: Id, number: u64) -> bool {
    let mut name = vec![b'e'];
    name.extend_from_slice(chain.as_bytes());
    name.extend_from_slice(&number.to_be_bytes());
    disk.state.range(name.clone()..).next().is_some_and(|(found, _)| found.starts_with(&name))
}

/// Chain and number of an entry, from the name under which the engine keeps it.
pub fn place_of(name: &[u8]) -> Option<(Id, u64)> {
    let chain = Id::from_slice(name.get(1..17)?).ok()?;
    let number = name.get(17..25)?.try_into().ok().map(u64::from_be_bytes)?;
    Some((chain, number))
}

/// Twenty-six letters that look like a file's hash and are none.
pub fn letters(number: u64) -> String {
    let hash = FileHash::of(&number.to_be_bytes());
    hash.as_str().to_owned()
}
