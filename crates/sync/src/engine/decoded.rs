//! Entries that were decoded and are not applied yet.

use std::collections::BTreeMap;

use crate::container::Run;
use crate::entry::Operation;
use crate::name::FileHash;

/// Bytes of operations that are held decoded, at the most. What is beyond is opened again when its turn comes: that costs
/// little, and whoever comes to a large firm needs no memory for all of it.
const MOST: usize = 8 << 20;

/// The entries of files whose turn has not come yet.
#[derive(Default)]
pub(super) struct Decoded {
    files: BTreeMap<FileHash, (Vec<Run>, usize)>,
    bytes: usize,
}

impl Decoded {
    /// Holds the entries of a file, if there is room.
    pub fn hold(&mut self, hash: FileHash, runs: Vec<Run>) {
        drop(self.take(&hash));
        let bytes = size(&runs);
        if self.bytes + bytes <= MOST {
            self.bytes += bytes;
            self.files.insert(hash, (runs, bytes));
        }
    }

    /// Hands the entries of a file over, if they are held.
    pub fn take(&mut self, hash: &FileHash) -> Option<Vec<Run>> {
        let (runs, bytes) = self.files.remove(hash)?;
        self.bytes -= bytes;
        Some(runs)
    }

    /// Lets go of all of them.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

fn size(runs: &[Run]) -> usize {
    /// About what an entry and an operation take beside the bytes that they carry.
    const BESIDE: usize = 64;
    let entries = runs.iter().flat_map(|run| &run.entries);
    let of_operation = |operation: &Operation| match operation {
        Operation::Whole(bytes) => BESIDE + bytes.len(),
        Operation::Erased(_) => BESIDE,
    };
    entries.map(|entry| BESIDE + entry.operations.iter().map(of_operation).sum::<usize>()).sum()
}

#[cfg(test)]
mod tests {
    use pelikirja_domain::Id;

    use super::*;
    use crate::entry::{Entry, Salts};

    fn runs(bytes: usize) -> Vec<Run> {
        let entry = Entry {
            at: 1,
            seen: Vec::new(),
            members: Vec::new(),
            salts: Salts::Seed([0; 16]),
            operations: vec![Operation::Whole(vec![0; bytes])],
            signature: [0; 64],
        };
        vec![Run {
            chain: Id::from_bytes([1; 16]),
            writing: None,
            from: 2,
            previous: [0; 4],
            entries: vec![entry],
        }]
    }

    #[test]
    fn what_there_is_no_room_for_is_not_held() {
        let mut decoded = Decoded::default();
        let name = |number: u8| FileHash::of(&[number]);
        decoded.hold(name(1), runs(MOST / 2));
        decoded.hold(name(2), runs(MOST / 2));
        assert_eq!(decoded.take(&name(2)), None, "both together are too much");
        assert_eq!(decoded.take(&name(1)), Some(runs(MOST / 2)));
        decoded.hold(name(2), runs(MOST / 2));
        decoded.hold(name(2), runs(1));
        assert_eq!(decoded.take(&name(2)), Some(runs(1)), "held once, as it was last");
        assert_eq!(decoded.bytes, 0);
    }
}
