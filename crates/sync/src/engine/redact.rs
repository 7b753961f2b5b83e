//! Naming in the membership log what was erased for good, so that it leaves the sealed files.
//!
//! An owner's device names the operations. From then on every device does without them (`enforce`), and whoever writes a
//! chain puts its own copies into the folder and removes the files from before (`stand_in`).

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::Randomness;
use pelikirja_domain::{Id, Role};

use super::{Engine, EngineError};
use crate::container::Run;
use crate::entry::{Entry, Operation, Place};
use crate::files::{self, FileKind, FileRecord, Progress};
use crate::membership::{Action, Redacted, Redactions, Standing};
use crate::name::FileHash;
use crate::ports::{Commit, Instant, Replica};

/// Bytes of a record that are filled at the most, of [`crate::membership::LONGEST_RECORD`].
const MOST_IN_RECORD: usize = 900_000;

impl<R: Replica> Engine<R> {
    /// Names what of the entries here tells of something that was erased, unless that is done already. Only an owner's
    /// device does so, with every file that is new and again with all of them when more was erased.
    pub(super) fn record_redactions(
        &mut self,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<(), EngineError> {
        if !self.state.membership.is_owners_device(self.state.identity.device) {
            return Ok(());
        }
        let erasures = self.replica.erasures()?;
        if erasures == 0 {
            return Ok(());
        }
        let is_due = |file: &FileRecord| {
            file.kind == FileKind::Entries && file.progress == Progress::Applied && file.looked != erasures
        };
        let due: Vec<FileHash> =
            self.state.files.iter().filter(|(_, file)| is_due(file)).map(|(hash, _)| hash.clone()).collect();
        let mut found = Redactions::default();
        for hash in &due {
            match self.runs(hash)? {
                Some(runs) => self.look_for_erased(&runs, &mut found)?,
                // The database came from a backup, which has no files beside it: it is to be read again, and looked at then.
                None => self.forget(hash)?,
            }
        }
        let found = found.without(self.state.membership.redactions());
        for entries in in_records(&found) {
            self.record(Action::Redact { entries }, None, now, randomness)?;
        }
        // Not before the records are kept: a crash in between must not make anybody forget to look.
        let mut commit = Commit::default();
        for hash in due {
            if let Some(file) = self.state.files.get_mut(&hash) {
                file.looked = erasures;
                let (name, value) = files::keep(&hash, file);
                commit.state.push((name, Some(value)));
            }
        }
        self.commit(commit)
    }

    fn look_for_erased(&mut self, runs: &[Run], found: &mut Redactions) -> Result<(), EngineError> {
        for (run, places) in runs.iter().zip(self.places(runs)) {
            for (entry, place) in run.entries.iter().zip(places) {
                let whole: Vec<(u32, &[u8])> = (0..)
                    .zip(&entry.operations)
                    .filter_map(|(at, operation)| match operation {
                        Operation::Whole(bytes) => Some((at, bytes.as_slice())),
                        Operation::Erased(_) => None,
                    })
                    .collect();
                let bytes: Vec<&[u8]> = whole.iter().map(|(_, bytes)| *bytes).collect();
                let erased = self.replica.erased(&bytes)?;
                if !erased.is_empty() {
                    let at = |place: &usize| whole.get(*place).map(|(at, _)| *at);
                    found.add(place.head(), erased.iter().filter_map(at));
                }
            }
        }
        Ok(())
    }

    /// Where the entries of each run stand, as far as they are known.
    pub(super) fn places(&self, runs: &[Run]) -> Vec<Vec<Place>> {
        let places = |run: &Run| {
            let mut places = Vec::with_capacity(run.entries.len());
            let writing = self.state.writing_of(run)?;
            let mut position = self.state.chains.start(writing, run.from, run.previous)?;
            for entry in &run.entries {
                let place =
                    Place { chain: run.chain, number: position.number, hash: entry.hash(&position).ok()? };
                if !self.state.chains.has(&place) {
                    break;
                }
                places.push(place);
                position = position.after(place);
            }
            Some(places)
        };
        runs.iter().map(|run| places(run).unwrap_or_default()).collect()
    }

    /// The operations that are not in these runs, by entry.
    pub(super) fn lacking(&self, runs: &[Run]) -> BTreeMap<Place, BTreeSet<u32>> {
        if !runs.iter().any(Run::is_redacted) {
            return BTreeMap::new();
        }
        let all = runs.iter().zip(self.places(runs));
        let all = all.flat_map(|(run, places)| run.entries.iter().zip(places));
        all.map(|(entry, place)| (place, entry.lacking()))
            .filter(|(_, lacking)| !lacking.is_empty())
            .collect()
    }

    /// The operations of an entry that are to be applied: those in this copy that no owner had taken out.
    pub(super) fn operations_of(&self, place: &Place, entry: &Entry) -> Vec<Vec<u8>> {
        let doomed = self.state.membership.redactions().of(&place.head());
        let is_kept = |at: u32| doomed.is_none_or(|doomed| !doomed.contains(&at));
        let operations = (0..).zip(&entry.operations).filter_map(|(at, operation)| match operation {
            Operation::Whole(bytes) if is_kept(at) => Some(bytes.clone()),
            _ => None,
        });
        operations.collect()
    }

    /// Whether a copy of an entry lacks operations that no owner had taken out.
    pub(super) fn lacks(&self, place: &Place, entry: &Entry) -> bool {
        let redactions = self.state.membership.redactions();
        entry.lacking().into_iter().any(|at| !redactions.has(&place.head(), at))
    }

    /// Whether something is in a file that owners had taken out of its entries.
    pub(super) fn is_exposed(&self, file: &FileRecord) -> bool {
        let redactions = self.state.membership.redactions();
        !redactions.is_empty() && !file.holding.exposed(redactions, &self.state.chains).is_empty()
    }
}

/// What is taken out, in lists that fit into a record each.
fn in_records(found: &Redactions) -> Vec<Vec<Redacted>> {
    let mut records: Vec<Vec<Redacted>> = Vec::new();
    let mut left = 0;
    for (entry, operations) in found.iter() {
        let operations: Vec<u32> = operations.iter().copied().collect();
        // At the most 5 bytes for an operation, and 80 for an entry.
        for operations in operations.chunks(MOST_IN_RECORD / 10) {
            let bytes = 80 + 5 * operations.len();
            if bytes > left {
                records.push(Vec::new());
                left = MOST_IN_RECORD;
            }
            left = left.saturating_sub(bytes);
            if let Some(record) = records.last_mut() {
                record.push(Redacted { entry: *entry, operations: operations.to_vec() });
            }
        }
    }
    records
}

/// How far an erasure has come in the folder and with the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErasureProgress {
    /// Entries of which operations are taken out.
    pub entries: u64,
    /// Those operations.
    pub operations: u64,
    /// Files in the folder that had them when it was last looked at.
    pub exposed_files: u64,
    /// Other devices of the firm that have not said yet that they know of it.
    pub behind: Vec<Id>,
}

impl<R: Replica> Engine<R> {
    /// Takes out of everything that is kept here what was erased in the database, and begins a new epoch. Needs no folder;
    /// the rounds after it carry it there.
    ///
    /// # Errors
    /// [`EngineError`].
    pub fn redact(&mut self, now: Instant, randomness: &mut dyn Randomness) -> Result<(), EngineError> {
        self.refresh()?;
        self.record_redactions(now, randomness)?;
        // Also where a round has named it before this came to it.
        if self.standing() == Standing::Member(Role::Owner) && self.state.membership.has_erased_in_epoch() {
            // The key that old copies are sealed with is to seal nothing more, new copies neither.
            self.rotate(now, randomness)?;
        }
        self.enforce_redactions(now, randomness)
    }

    /// How far the erasures of this firm have come.
    pub fn erasure_progress(&self) -> ErasureProgress {
        let members = &self.state.membership;
        let redactions = members.redactions();
        let records: Vec<_> = self
            .state
            .records
            .iter()
            .filter(|(hash, record)| {
                matches!(record.record().action, Action::Redact { .. }) && members.counts(hash)
            })
            .map(|(hash, _)| *hash)
            .collect();
        let own = self.state.identity.device;
        let behind = members.active_devices().filter(|device| {
            let known = self.state.known_to(*device);
            *device != own && !records.iter().all(|record| known.contains(record))
        });
        ErasureProgress {
            entries: redactions.entries(),
            operations: redactions.operations(),
            exposed_files: self.exposed_files,
            behind: behind.collect(),
        }
    }
}
