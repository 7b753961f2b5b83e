//! Applying entries once everything that they rest on is here.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::DevicePublic;
use pelikirja_domain::{Id, Role};

use super::read::Opened;
use super::state::Seen;
use super::{Engine, EngineError, Report, World};
use crate::chains::{self, Known, Verified};
use crate::container::{Run, read_container};
use crate::entry::{AcceptedEntry, Entry, Operation, Place, Position, Writing};
use crate::files::{self, FileKind, Progress, Span};
use crate::membership::{Standing, device_id};
use crate::mutation::{self, Mutation};
use crate::name::FileHash;
use crate::ports::{Commit, Replica, StateChange};

/// Bytes of operations that are written in one go: a long catch-up shows progress, and memory stays bounded.
const MOST_AT_ONCE: usize = 4 << 20;

/// Whose device it is that came to the firm in a way that does not count.
const NOBODY: Id = Id::from_bytes([0; 16]);

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
    state: Vec<StateChange>,
    bytes: usize,
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
        loop {
            let waiting: Vec<FileHash> = self.waiting();
            missing.clear();
            let mut has_moved = false;
            for hash in waiting {
                has_moved |= self.apply_file(&hash, world, report, &mut missing)?;
            }
            if !has_moved {
                break;
            }
        }
        report.waiting_files += self.waiting().len() as u64;
        self.tell_missing(&missing, report);
        Ok(())
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
        report: &mut Report,
        missing: &mut BTreeSet<Missing>,
    ) -> Result<bool, EngineError> {
        let Some(mut runs) = self.runs(hash)? else { return Ok(false) };
        let (mut batch, mut spans, mut waits, mut wrong) = (Batch::default(), Vec::new(), false, false);
        let mut has_moved = false;
        for run in &mut runs {
            let Some(writing) = self.writing_of(run) else {
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
            for entry in &mut run.entries {
                match self.take_entry(&position, entry, &mut batch) {
                    Outcome::Done(place) => {
                        position = position.after(place);
                        last = Some(place);
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
                    has_moved = true;
                    self.write_batch(std::mem::take(&mut batch), report)?;
                }
            }
            spans.extend(last.map(|to| Span { chain: run.chain, from: run.from, to }));
        }
        has_moved |= !batch.accepted.is_empty();
        if !waits || wrong {
            if let Some(file) = self.state.files.get_mut(hash) {
                file.progress = if wrong { Progress::Wrong } else { Progress::Applied };
                file.spans = spans;
                file.redacted = runs.iter().any(Run::is_redacted);
                let (name, value) = files::keep(hash, file);
                batch.state.push((name, Some(value)));
            }
            batch.state.extend(self.cover(hash, world.now));
        } else {
            self.decoded.insert(hash.clone(), runs);
        }
        self.write_batch(batch, report)?;
        Ok(has_moved)
    }

    fn write_batch(&mut self, batch: Batch, report: &mut Report) -> Result<(), EngineError> {
        let operations: usize = batch.accepted.iter().map(|entry| entry.operations.len()).sum();
        self.commit(Commit { accepted: batch.accepted, state: batch.state, ..Commit::default() })?;
        report.received_operations += operations as u64;
        Ok(())
    }

    /// The entries of a kept file.
    pub(super) fn runs(&mut self, hash: &FileHash) -> Result<Option<Vec<Run>>, EngineError> {
        if let Some(runs) = self.decoded.remove(hash) {
            return Ok(Some(runs));
        }
        let Some(bytes) = self.replica.kept(hash.as_str())? else { return Ok(None) };
        let Opened::Content(content) = self.open_sealed(&bytes) else { return Ok(None) };
        Ok(read_container(&content).ok())
    }

    pub(super) fn writing_of(&self, run: &Run) -> Option<Writing> {
        run.writing.or_else(|| self.state.chains.get(run.chain).map(|chain| chain.writing))
    }

    /// The member and the keys of a device: of one that belongs to the firm or did, or of one whose arrival does not
    /// count, because the owner who invited it was shut out at the same time. What such a device wrote counts as nothing,
    /// and nobody waits for it forever.
    fn author(&self, device: Id) -> Option<(Id, DevicePublic)> {
        let known = self.state.membership.device(device).map(|device| (device.member, device.keys));
        let arrivals =
            || self.state.records.values().filter_map(|record| record.record().action.new_device());
        known.or_else(|| arrivals().find(|keys| device_id(keys) == device).map(|keys| (NOBODY, *keys)))
    }

    /// As what an entry counts.
    fn standing_of(&self, writing: Writing, number: u64) -> Standing {
        let standing = self.state.membership.role_at(writing.device, writing.chain(), number);
        let is_ignored = mutation::is(Mutation::IgnoreStanding) && standing == Standing::Quarantined;
        if is_ignored { Standing::Member(Role::Manager) } else { standing }
    }

    fn take_entry(&mut self, position: &Position, entry: &mut Entry, batch: &mut Batch) -> Outcome {
        let writing = position.writing;
        let Some((member, keys)) = self.author(writing.device) else {
            return Outcome::Waits(Missing::Device(writing.device));
        };
        let place = match self.state.chains.verify(position, entry, &keys) {
            Verified::Known(place) if mutation::is(Mutation::ApplyTwice) => place,
            Verified::Known(place) => return Outcome::Done(place),
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
        let standing = self.standing_of(writing, place.number);
        let known = Known { previous: position.previous, at: entry.at, standing };
        let (name, value) = chains::keep(writing, &place, &known);
        batch.state.push((name, Some(value)));
        let operations: Vec<Vec<u8>> = whole_operations(entry);
        batch.bytes += operations.iter().map(Vec::len).sum::<usize>() + 256;
        batch.accepted.push(AcceptedEntry { place, writing, member, at: entry.at, standing, operations });
        if writing == self.state.identity.writing() {
            self.has_twin = true;
        }
        let has_operations = !entry.operations.is_empty();
        let seen = Seen { seen: &entry.seen, has_operations, is_mine: false };
        batch.state.extend(self.state.add_entry(writing, place, known, &seen));
        Outcome::Done(place)
    }

    /// Applies again, as something else, what stands differently since more of its author is known: what a removed
    /// device wrote after its removal, what a member wrote after losing a role.
    fn restate(&mut self) -> Result<(), EngineError> {
        let mut changed: BTreeMap<Place, (Writing, Known)> = BTreeMap::new();
        for (chain, found) in self.state.chains.iter() {
            for ((number, hash), known) in &found.entries {
                let standing = self.standing_of(found.writing, *number);
                if standing != known.standing {
                    let place = Place { chain, number: *number, hash: *hash };
                    changed.insert(place, (found.writing, Known { standing, ..*known }));
                }
            }
        }
        if changed.is_empty() {
            return Ok(());
        }
        let mut commit = Commit::default();
        let chains_changed: BTreeSet<Id> = changed.keys().map(|place| place.chain).collect();
        let holding: Vec<FileHash> = self
            .state
            .files
            .iter()
            .filter(|(_, file)| file.spans.iter().any(|span| chains_changed.contains(&span.chain)))
            .map(|(hash, _)| hash.clone())
            .collect();
        for hash in holding {
            for mut run in self.runs(&hash)?.unwrap_or_default() {
                let Some(writing) = self.writing_of(&run) else { continue };
                let Some((member, keys)) = self.author(writing.device) else { continue };
                let Some(mut position) = self.state.chains.start(writing, run.from, run.previous) else {
                    continue;
                };
                for entry in &mut run.entries {
                    let Verified::Known(place) = self.state.chains.verify(&position, entry, &keys) else {
                        break;
                    };
                    position = position.after(place);
                    let Some((writing, known)) = changed.remove(&place) else { continue };
                    let (name, value) = chains::keep(writing, &place, &known);
                    commit.state.push((name, Some(value)));
                    commit.restated.push(AcceptedEntry {
                        place,
                        writing,
                        member,
                        at: known.at,
                        standing: known.standing,
                        operations: whole_operations(entry),
                    });
                }
            }
        }
        let taken: Vec<(Writing, Place, Known)> = commit
            .restated
            .iter()
            .filter_map(|entry| {
                let known = self.state.chains.known(&entry.place)?;
                Some((entry.writing, entry.place, Known { standing: entry.standing, ..*known }))
            })
            .collect();
        self.commit(commit)?;
        for (writing, place, known) in taken {
            self.state.chains.insert(writing, place, known);
        }
        Ok(())
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
