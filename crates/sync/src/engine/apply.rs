//! Applying entries once everything that they rest on is here.

use std::collections::BTreeSet;

use pelikirja_domain::Id;

use super::judge::{Opened, open_with};
use super::state::Seen;
use super::{Engine, EngineError, Report, World};
use crate::chains::{self, Known, Verified};
use crate::container::{Run, read_container};
use crate::entry::{AcceptedEntry, Entry, Operation, Place, Position, Writing};
use crate::files::{self, FileKind, Holding, Progress, Span};
use crate::mutation::{self, Mutation};
use crate::name::FileHash;
use crate::ports::{Commit, Replica, StateChange};

/// Bytes of operations that are written in one go, whatever files they come from: a long catch-up shows progress, and
/// memory stays bounded.
const MOST_AT_ONCE: usize = 2 << 20;

/// What an entry waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Missing {
    /// Entries of a chain up to that number.
    Entries { chain: Id, number: u64 },
    /// Who the device is.
    Device(Id),
    /// Records of membership that its author knew.
    Membership,
}

/// What is to be written.
#[derive(Default)]
struct Batch {
    accepted: Vec<AcceptedEntry>,
    /// Known before without some of their operations.
    completed: Vec<AcceptedEntry>,
    state: Vec<StateChange>,
    bytes: usize,
}

impl Batch {
    /// How many entries are in it.
    fn taken(&self) -> usize {
        self.accepted.len() + self.completed.len()
    }
}

enum Outcome {
    /// It was known, or is taken now.
    Done(Place),
    Waits(Missing),
    /// It is not what its device signed: nothing after it in this file can be right.
    Wrong,
}

impl<R: Replica> Engine<R> {
    /// Applies what can be applied, in any number of passes over what is kept and waits.
    pub(super) fn apply(&mut self, world: &World<'_>, report: &mut Report) -> Result<(), EngineError> {
        self.restate()?;
        let mut missing: BTreeSet<Missing> = BTreeSet::new();
        let applied = self.apply_waiting(world, report, &mut missing);
        // What was taken and not written is in memory only.
        self.is_stale |= applied.is_err();
        if applied? {
            // What a pinned entry leads back to is known for certain only now.
            self.restate()?;
        }
        report.waiting_files += self.waiting().len() as u64;
        self.tell_missing(&missing, report);
        Ok(())
    }

    /// Whether anything was applied. Many small files are written together: most of what a commit costs, it costs however little is in it.
    fn apply_waiting(
        &mut self,
        world: &World<'_>,
        report: &mut Report,
        missing: &mut BTreeSet<Missing>,
    ) -> Result<bool, EngineError> {
        let mut batch = Batch::default();
        let mut has_moved_at_all = false;
        loop {
            let waiting: Vec<FileHash> = self.waiting();
            missing.clear();
            let mut has_moved = false;
            for hash in waiting {
                has_moved |= self.apply_file(&hash, world, &mut batch, report, missing)?;
            }
            if !has_moved {
                break;
            }
            has_moved_at_all = true;
        }
        self.write_batch(batch, report)?;
        Ok(has_moved_at_all)
    }

    fn waiting(&self) -> Vec<FileHash> {
        let mut waiting: Vec<(&String, &FileHash)> = self
            .state
            .files
            .iter()
            .filter(|(_, file)| file.kind == FileKind::Entries && file.progress == Progress::Waiting)
            .map(|(hash, file)| (&file.path, hash))
            .collect();
        waiting.sort();
        waiting.into_iter().map(|(_, hash)| hash.clone()).collect()
    }

    /// Applies what can be applied of one file. Returns whether anything was.
    fn apply_file(
        &mut self,
        hash: &FileHash,
        world: &World<'_>,
        batch: &mut Batch,
        report: &mut Report,
        missing: &mut BTreeSet<Missing>,
    ) -> Result<bool, EngineError> {
        let Some(mut runs) = self.runs(hash)? else { return Ok(false) };
        let (mut spans, mut waits, mut wrong) = (Vec::new(), false, false);
        let mut lacking = std::collections::BTreeMap::new();
        let mut has_moved = false;
        // In each run, how many entries were found right in a pass before.
        let mut checked = self.checked.remove(hash).unwrap_or_default();
        checked.resize(runs.len(), 0);
        for (run, checked) in runs.iter_mut().zip(&mut checked) {
            let Some(writing) = self.state.writing_of(run) else {
                missing.insert(Missing::Entries { chain: run.chain, number: run.from.saturating_sub(1) });
                waits = true;
                continue;
            };
            let Some(mut position) = self.state.chains.start(writing, run.from, run.previous) else {
                missing.insert(Missing::Entries { chain: run.chain, number: run.from.saturating_sub(1) });
                waits = true;
                continue;
            };
            let mut last = None;
            for (place_in_run, entry) in run.entries.iter_mut().enumerate() {
                let taken = batch.taken();
                match self.take_entry(&position, entry, place_in_run < *checked, batch) {
                    Outcome::Done(place) => {
                        has_moved |= batch.taken() > taken;
                        if entry.is_redacted() {
                            lacking.insert(place, entry.lacking());
                        }
                        position = position.after(place);
                        last = Some(place);
                        *checked = (*checked).max(place_in_run + 1);
                    }
                    Outcome::Waits(what) => {
                        missing.insert(what);
                        waits = true;
                        break;
                    }
                    Outcome::Wrong => {
                        wrong = true;
                        break;
                    }
                }
                if batch.bytes > MOST_AT_ONCE {
                    self.write_batch(std::mem::take(batch), report)?;
                }
            }
            spans.extend(last.map(|to| Span { chain: run.chain, from: run.from, to }));
        }
        if !waits || wrong {
            if let Some(file) = self.state.files.get_mut(hash) {
                file.progress = if wrong { Progress::Wrong } else { Progress::Applied };
                file.holding = Holding { spans, lacking };
                let (name, value) = files::keep(hash, file);
                batch.state.push((name, Some(value)));
            }
            batch.state.extend(self.cover(hash, world.now));
        } else {
            self.decoded.hold(hash.clone(), runs);
            self.checked.insert(hash.clone(), checked);
        }
        Ok(has_moved)
    }

    fn write_batch(&mut self, batch: Batch, report: &mut Report) -> Result<(), EngineError> {
        let operations: usize = batch.accepted.iter().map(|entry| entry.operations.len()).sum();
        let Batch { accepted, completed, state, .. } = batch;
        self.commit(Commit { accepted, restated: completed, state, ..Commit::default() })?;
        report.received_operations += operations as u64;
        Ok(())
    }

    /// The entries of a kept file.
    pub(super) fn runs(&mut self, hash: &FileHash) -> Result<Option<Vec<Run>>, EngineError> {
        if let Some(runs) = self.decoded.take(hash) {
            return Ok(Some(runs));
        }
        let Some(bytes) = self.replica.kept(hash.as_str())? else { return Ok(None) };
        let Opened::Content(content) = open_with(&self.state.keyring, &bytes) else { return Ok(None) };
        Ok(read_container(&content).ok())
    }

    fn take_entry(
        &mut self,
        position: &Position,
        entry: &mut Entry,
        is_checked: bool,
        batch: &mut Batch,
    ) -> Outcome {
        let writing = position.writing;
        let Some((member, keys)) = self.state.author(writing.device) else {
            return Outcome::Waits(Missing::Device(writing.device));
        };
        let place = match self.state.chains.verify(position, entry, &keys, is_checked) {
            Verified::Known(place) if mutation::is(Mutation::ApplyTwice) => place,
            Verified::Known(place) => {
                self.complete(writing, place, member, entry, batch);
                return Outcome::Done(place);
            }
            Verified::New(place) => place,
            Verified::Wrong(_) => return Outcome::Wrong,
        };
        let mut unseen = entry.seen.iter().filter(|_| !mutation::is(Mutation::SkipSeen));
        if let Some(unseen) = unseen.find(|seen| !self.state.chains.has(seen)) {
            return Outcome::Waits(Missing::Entries { chain: unseen.chain, number: unseen.number });
        }
        if entry.members.iter().any(|record| !self.state.membership.contains(record)) {
            return Outcome::Waits(Missing::Membership);
        }
        let standing = self.state.standing_of_new(writing, &place);
        let redacted = self.lacks(&place, entry);
        let known = Known { previous: position.previous, at: entry.at, standing, redacted };
        let (name, value) = chains::keep(writing, &place, &known);
        batch.state.push((name, Some(value)));
        let operations: Vec<Vec<u8>> = self.operations_of(&place, entry);
        batch.bytes += operations.iter().map(Vec::len).sum::<usize>() + 256;
        batch.accepted.push(AcceptedEntry { place, writing, member, at: entry.at, standing, operations });
        if writing == self.state.identity.writing() {
            self.has_twin = true;
        }
        let has_operations = !entry.operations.is_empty();
        let seen = Seen { seen: &entry.seen, members: &entry.members, has_operations, is_mine: false };
        batch.state.extend(self.state.add_entry(writing, place, known, &seen));
        Outcome::Done(place)
    }

    /// Applies a known entry again when it has the operations that were taken out of the copy before: anybody may carry an
    /// entry, and what is left out on the way is not erased.
    fn complete(&mut self, writing: Writing, place: Place, member: Id, entry: &Entry, batch: &mut Batch) {
        let Some(known) = self.state.chains.known(&place).copied() else { return };
        if !known.redacted || self.lacks(&place, entry) {
            return;
        }
        let known = Known { redacted: false, ..known };
        let (name, value) = chains::keep(writing, &place, &known);
        batch.state.push((name, Some(value)));
        let (at, standing, operations) = (entry.at, known.standing, self.operations_of(&place, entry));
        batch.completed.push(AcceptedEntry { place, writing, member, at, standing, operations });
        self.state.chains.insert(writing, place, known);
    }
}

/// The operations of an entry, those left out that were erased.
pub(super) fn whole_operations(entry: &Entry) -> Vec<Vec<u8>> {
    let operations = entry.operations.iter().filter_map(|operation| match operation {
        Operation::Whole(bytes) => Some(bytes.clone()),
        Operation::Erased(_) => None,
    });
    operations.collect()
}
