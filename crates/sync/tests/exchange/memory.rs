//! A database in memory.

use std::collections::BTreeMap;

use pelikirja_sync::membership::Standing;
use pelikirja_sync::{AcceptedEntry, Commit, Kept, Outbox, Place, Replica, ReplicaError};

/// A database in memory.
#[derive(Default, Clone)]
pub struct Memory {
    /// What the engine keeps.
    pub state: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Sealed files.
    pub kept: BTreeMap<String, Vec<u8>>,
    /// What was written here.
    pub written: Vec<Vec<u8>>,
    /// How much of that is in entries.
    pub published: u64,
    /// Words: what has one of them in it was erased.
    pub erased: Vec<String>,
    /// What was applied.
    pub entries: BTreeMap<Place, AcceptedEntry>,
}

impl Memory {
    /// What counts here of what anybody wrote, sorted.
    pub fn counting(&self) -> Vec<Vec<u8>> {
        let counts = |entry: &&AcceptedEntry| matches!(entry.standing, Standing::Member(_));
        let mut all: Vec<Vec<u8>> =
            self.entries.values().filter(counts).flat_map(|entry| entry.operations.clone()).collect();
        all.sort();
        all
    }
}

impl Replica for Memory {
    fn state(&mut self) -> Result<Vec<Kept>, ReplicaError> {
        Ok(self.state.clone().into_iter().collect())
    }

    fn outbox(&mut self, _: usize) -> Result<Outbox, ReplicaError> {
        let operations = self.written.iter().skip(self.published as usize).cloned().collect();
        Ok(Outbox { operations, until: self.written.len() as u64 })
    }

    fn erasures(&mut self) -> Result<u64, ReplicaError> {
        Ok(self.erased.len() as u64)
    }

    fn erased(&mut self, operations: &[&[u8]]) -> Result<Vec<usize>, ReplicaError> {
        let is_erased = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            self.erased.iter().any(|word| text.contains(word))
        };
        let found = operations.iter().enumerate().filter(|(_, bytes)| is_erased(bytes));
        Ok(found.map(|(place, _)| place).collect())
    }

    fn commit(&mut self, commit: Commit) -> Result<(), ReplicaError> {
        for entry in commit.accepted {
            let place = entry.place;
            assert!(self.entries.insert(place, entry).is_none(), "{place:?} is applied once");
        }
        for entry in commit.restated {
            self.entries.insert(entry.place, entry);
        }
        self.published = commit.published.unwrap_or(self.published);
        for (name, value) in commit.state {
            match value {
                Some(value) => self.state.insert(name, value),
                None => self.state.remove(&name),
            };
        }
        Ok(())
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReplicaError> {
        self.kept.insert(name.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn kept(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReplicaError> {
        Ok(self.kept.get(name).cloned())
    }

    fn kept_names(&mut self) -> Result<Vec<String>, ReplicaError> {
        Ok(self.kept.keys().cloned().collect())
    }

    fn discard(&mut self, name: &str) -> Result<(), ReplicaError> {
        self.kept.remove(name);
        Ok(())
    }
}
