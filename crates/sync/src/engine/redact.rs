//! Taking out of the sealed files what was erased for good.
//!
//! An owner's device names the operations in the membership log. From then on every device does without them: it makes
//! itself copies of its files without them, neither keeps nor writes those that have them, and whoever writes a chain
//! puts its own copies into the folder and removes the files from before.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pelikirja_crypto::Randomness;

use super::{Engine, EngineError, Listing, World};
use crate::container::{Run, write_container};
use crate::entry::{Entry, Operation, Place};
use crate::files::{self, FileKind, FileRecord, Holding, Progress};
use crate::membership::{Action, Redacted, Redactions};
use crate::mutation::{self, Mutation};
use crate::name::{self, FileHash};
use crate::ports::{Commit, Instant, Replica, StateChange};

/// How long an owner's device waits for the writer of a chain to do it itself.
const SILENCE: Instant = 14 * 24 * 60 * 60 * 1000;
/// How long it is remembered that a file that is gone held what was erased, in case it comes back.
const MEMORY: Instant = 90 * 24 * 60 * 60 * 1000;
/// Bytes of a record that are filled at the most, of [`crate::membership::LONGEST_RECORD`].
const MOST_IN_RECORD: usize = 900_000;

/// When a file is to be written that is not in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Now,
    /// Once it has been missing for a while.
    Later,
    No,
}

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
            self.look_for_erased(hash, &mut found)?;
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

    fn look_for_erased(&mut self, hash: &FileHash, found: &mut Redactions) -> Result<(), EngineError> {
        let runs = self.runs(hash)?.unwrap_or_default();
        for (run, places) in runs.iter().zip(self.places(&runs)) {
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
    fn places(&self, runs: &[Run]) -> Vec<Vec<Place>> {
        let places = |run: &Run| {
            let mut places = Vec::with_capacity(run.entries.len());
            let writing = self.state.writing_of(run)?;
            let mut position = self.state.chains.start(writing, run.from, run.previous)?;
            for entry in &run.entries {
                let place = Place { chain: run.chain, number: position.number, hash: entry.hash(&position).ok()? };
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
        all.map(|(entry, place)| (place, entry.lacking())).filter(|(_, lacking)| !lacking.is_empty()).collect()
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

    /// Does without what owners had taken out: from what is kept here, it is gone after this.
    pub(super) fn enforce_redactions(
        &mut self,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<(), EngineError> {
        let is_none = self.state.membership.redactions().is_empty() && self.state.enforced.is_empty();
        if is_none || mutation::is(Mutation::KeepErased) {
            return Ok(());
        }
        self.note_redactions(now)?;
        let may_hold = |progress| {
            matches!(progress, Progress::Applied | Progress::Covered { .. } | Progress::Wrong)
        };
        let exposed: Vec<FileHash> = self
            .state
            .files
            .iter()
            .filter(|(_, file)| may_hold(file.progress) && self.is_exposed(file))
            .map(|(hash, _)| hash.clone())
            .collect();
        for hash in exposed {
            self.replace(&hash, now, randomness)?;
        }
        let is_exposed = |file: &FileRecord| matches!(file.progress, Progress::Exposed { .. });
        let left: Vec<FileHash> = self
            .state
            .files
            .iter()
            .filter(|(hash, file)| is_exposed(file) && !self.discarded.contains(*hash))
            .map(|(hash, _)| hash.clone())
            .collect();
        for hash in left {
            self.replica.discard(hash.as_str())?;
            self.discarded.insert(hash);
        }
        Ok(())
    }

    /// Takes over what owners have taken out since, and gives back what does not count any more, because its author was
    /// shut out at the same time.
    fn note_redactions(&mut self, now: Instant) -> Result<(), EngineError> {
        let current = self.state.membership.redactions().clone();
        let (gone, new) = (self.state.enforced.without(&current), current.without(&self.state.enforced));
        if gone.is_empty() && new.is_empty() {
            return Ok(());
        }
        let mut state: Vec<StateChange> = Vec::new();
        if !gone.is_empty() {
            state.extend(self.give_back(&gone)?);
        }
        for (entry, _) in gone.iter().chain(new.iter()) {
            state.push(super::state::keep_enforced(entry, current.of(entry)));
        }
        // What was no substitute before may be one now.
        let lacking: Vec<FileHash> = self
            .state
            .files
            .iter()
            .filter(|(_, file)| file.progress == Progress::Applied && !file.holding.lacking.is_empty())
            .map(|(hash, _)| hash.clone())
            .collect();
        for hash in lacking {
            state.extend(self.cover(&hash, now));
        }
        self.commit(Commit { state, ..Commit::default() })?;
        self.state.enforced = current;
        self.discard_strays()
    }

    /// What lies here as kept and is no file that is known, as a crash leaves it: nobody would look into it again.
    fn discard_strays(&mut self) -> Result<(), EngineError> {
        for name in self.replica.kept_names()? {
            let is_known = FileHash::from_text(&name).is_some_and(|hash| self.state.files.contains_key(&hash));
            if !is_known {
                self.replica.discard(&name)?;
            }
        }
        Ok(())
    }

    /// From now on a copy that has those operations is the whole one again, wherever there still is one.
    fn give_back(&mut self, gone: &Redactions) -> Result<Vec<StateChange>, EngineError> {
        let mut state = Vec::new();
        for (entry, _) in gone.iter() {
            let place = Place { chain: entry.chain, number: entry.number, hash: entry.hash };
            let writing = self.state.chains.get(place.chain).map(|chain| chain.writing);
            if let (Some(writing), Some(known)) = (writing, self.state.chains.known(&place).copied()) {
                let known = crate::chains::Known { redacted: true, ..known };
                let (name, value) = crate::chains::keep(writing, &place, &known);
                state.push((name, Some(value)));
                self.state.chains.insert(writing, place, known);
            }
        }
        let is_in_doubt = |file: &FileRecord| {
            let lacks = file.holding.lacking.keys().any(|place| gone.of(&place.head()).is_some());
            lacks || matches!(file.progress, Progress::Covered { .. } | Progress::Exposed { .. })
        };
        let doubtful: Vec<FileHash> =
            self.state.files.iter().filter(|(_, file)| is_in_doubt(file)).map(|(hash, _)| hash.clone()).collect();
        for hash in doubtful {
            let is_kept = self.replica.kept(hash.as_str())?.is_some();
            match self.state.files.get_mut(&hash) {
                Some(file) if is_kept => {
                    file.progress = Progress::Waiting;
                    let (name, value) = files::keep(&hash, file);
                    state.push((name, Some(value)));
                }
                _ => {
                    self.state.files.remove(&hash);
                    self.discarded.remove(&hash);
                    state.push((files::name(&hash), None));
                }
            }
        }
        Ok(state)
    }

    /// Does without a file: in its place comes another one without what was taken out, unless there is one.
    fn replace(
        &mut self,
        hash: &FileHash,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<(), EngineError> {
        let Some(file) = self.state.files.get(hash).cloned() else { return Ok(()) };
        let mut state = Vec::new();
        let mut new = None;
        if file.progress == Progress::Applied && !self.is_covered(hash, &file) {
            let Some(mut runs) = self.runs(hash)? else { return self.forget(hash) };
            let has_any = self.take_out(&mut runs);
            let lacking = self.lacking_after(&file.holding);
            let holding = Holding { spans: file.holding.spans.clone(), lacking };
            if !has_any {
                // The owner named operations that these entries never had.
                return self.note_holding(hash, holding);
            }
            new = Some(self.keep_instead(&file, holding, &runs, now, randomness, &mut state)?);
        }
        if let Some(file) = self.state.files.get_mut(hash) {
            file.progress = Progress::Exposed { since: now };
            let (name, value) = files::keep(hash, file);
            state.push((name, Some(value)));
        }
        if let Some(new) = &new {
            state.extend(self.cover(new, now));
        }
        let committed = self.commit(Commit { state, ..Commit::default() });
        if let Some(new) = new.filter(|_| committed.is_err()) {
            self.state.files.remove(&new);
        }
        committed
    }

    fn is_covered(&self, hash: &FileHash, file: &FileRecord) -> bool {
        let (chains, redactions) = (&self.state.chains, self.state.membership.redactions());
        self.state.files.iter().any(|(other_hash, other)| {
            other_hash != hash
                && other.progress == Progress::Applied
                && (other.own || !file.own)
                && other.holding.covers(&file.holding, chains, redactions)
                && !self.is_exposed(other)
        })
    }

    fn take_out(&self, runs: &mut [Run]) -> bool {
        let all = self.places(runs);
        let mut has_any = false;
        for (run, places) in runs.iter_mut().zip(all) {
            for (entry, place) in run.entries.iter_mut().zip(places) {
                let doomed = self.state.membership.redactions().of(&place.head());
                // An entry that is known has its salts.
                has_any |= doomed.is_some_and(|doomed| entry.redact(doomed).unwrap_or(false));
            }
        }
        has_any
    }

    fn lacking_after(&self, holding: &Holding) -> BTreeMap<Place, BTreeSet<u32>> {
        let mut lacking = holding.lacking.clone();
        for (place, operations) in holding.exposed(self.state.membership.redactions(), &self.state.chains) {
            lacking.entry(place).or_default().extend(operations);
        }
        lacking
    }

    fn note_holding(&mut self, hash: &FileHash, holding: Holding) -> Result<(), EngineError> {
        let Some(file) = self.state.files.get_mut(hash) else { return Ok(()) };
        file.holding = holding;
        let (name, value) = files::keep(hash, file);
        self.commit(Commit { state: vec![(name, Some(value))], ..Commit::default() })
    }

    /// Seals and keeps what is left of a file. Its writer puts it into the folder; the others keep it in case that never
    /// happens.
    fn keep_instead(
        &mut self,
        old: &FileRecord,
        holding: Holding,
        runs: &[Run],
        now: Instant,
        randomness: &mut dyn Randomness,
        state: &mut Vec<StateChange>,
    ) -> Result<FileHash, EngineError> {
        let bytes = self.seal(FileKind::Entries, &write_container(runs), randomness)?;
        let hash = FileHash::of(&bytes);
        self.keep(&hash, &bytes)?;
        let path = match (holding.spans.first(), old.path.starts_with("p/")) {
            (Some(span), true) => name::Place::Pack { chain: span.chain, from: span.from, to: span.to.number }.path(&hash),
            (Some(span), false) => name::Place::Batch { chain: span.chain, from: span.from }.path(&hash),
            (None, _) => old.path.clone(),
        };
        let own = old.own || self.writers(old).all(|device| device == self.state.identity.device);
        let file = FileRecord {
            path,
            bytes: bytes.len() as u64,
            progress: Progress::Applied,
            own,
            was_listed: false,
            at: now,
            holding,
            ..old.clone()
        };
        let (name, value) = files::keep(&hash, &file);
        state.push((name, Some(value)));
        self.state.files.insert(hash.clone(), file);
        Ok(hash)
    }

    /// The devices that write the chains of which entries are in a file.
    fn writers(&self, file: &FileRecord) -> impl Iterator<Item = pelikirja_domain::Id> {
        file.holding.spans.iter().filter_map(|span| Some(self.state.chains.get(span.chain)?.writing.device))
    }

    /// Whether nobody is there any more who writes these chains.
    fn is_orphaned(&self, file: &FileRecord) -> bool {
        let active: BTreeSet<_> = self.state.membership.active_devices().collect();
        !self.writers(file).any(|device| active.contains(&device))
    }

    /// Whether it is this owner's device that looks after chains that nobody writes any more. The others do after a while.
    fn looks_after_orphans(&self) -> bool {
        let members = &self.state.membership;
        let first = members.active_devices().filter(|device| members.is_owners_device(*device)).min();
        first == Some(self.state.identity.device)
    }

    /// When a file is to be written that stands in for another device's.
    pub(super) fn wants_stand_in(&self, file: &FileRecord, listing: &Listing, now: Instant) -> Wanted {
        let (chains, redactions) = (&self.state.chains, self.state.membership.redactions());
        let exposed = self.state.files.iter().filter_map(|(hash, other)| match other.progress {
            Progress::Exposed { since }
                if listing.paths.contains_key(hash)
                    && file.holding.covers(&other.holding, chains, redactions) =>
            {
                Some(since)
            }
            _ => None,
        });
        let since = exposed.min();
        let is_owner = self.state.membership.is_owners_device(self.state.identity.device);
        let is_silent = since.is_some_and(|since| now.saturating_sub(since) > SILENCE);
        match since {
            _ if is_owner && self.is_orphaned(file) && (self.looks_after_orphans() || is_silent) => Wanted::Now,
            Some(_) if is_owner && is_silent => Wanted::Now,
            Some(_) => Wanted::No,
            None => Wanted::Later,
        }
    }

    /// Whether a file that waits, so that nothing can be checked in it yet, may hold what owners had taken out: then it is
    /// not written again.
    pub(super) fn may_expose(&mut self, hash: &FileHash) -> Result<bool, EngineError> {
        if self.state.membership.redactions().is_empty() || mutation::is(Mutation::KeepErased) {
            return Ok(false);
        }
        let runs = self.runs(hash)?.unwrap_or_default();
        let redactions = self.state.membership.redactions();
        Ok(runs.iter().any(|run| redactions.within(run.chain, run.from, run.to()).next().is_some()))
    }

    /// Removes files that hold what was taken out, once another file in the folder has everything else of them. An
    /// erasure does not wait until all devices have said to have their entries: that other file has them.
    pub(super) fn remove_exposed(&mut self, listing: &Listing, world: &mut World<'_>) -> Result<(), EngineError> {
        let mut commit = Commit::default();
        let mut gone: Vec<FileHash> = Vec::new();
        let mut read = HashMap::new();
        self.exposed_files = 0;
        let exposed: Vec<(FileHash, FileRecord, Instant)> = self
            .state
            .files
            .iter()
            .filter_map(|(hash, file)| match file.progress {
                Progress::Exposed { since } => Some((hash.clone(), file.clone(), since)),
                _ => None,
            })
            .collect();
        for (hash, file, since) in exposed {
            let Some(found) = listing.paths.get(&hash) else {
                if world.now.saturating_sub(since) > MEMORY {
                    commit.state.push((files::name(&hash), None));
                    gone.push(hash);
                }
                continue;
            };
            self.exposed_files += 1;
            if self.may_remove_exposed(&file, since, world.now)
                && self.stands_in(&file, listing, world, &mut read)
            {
                // What cannot be removed now is removed another time.
                let removed = found.iter().filter(|found| world.folder.delete(&found.path).is_ok()).count();
                self.exposed_files -= u64::from(removed == found.len());
            }
        }
        self.commit(commit)?;
        for hash in gone {
            self.discarded.remove(&hash);
            self.state.files.remove(&hash);
        }
        Ok(())
    }

    fn may_remove_exposed(&self, file: &FileRecord, since: Instant, now: Instant) -> bool {
        let own = self.state.identity.device;
        if self.writers(file).any(|device| device == own) {
            return self.is_active();
        }
        let is_silent = now.saturating_sub(since) > SILENCE;
        let is_due = is_silent || self.is_orphaned(file) && self.looks_after_orphans();
        self.state.membership.is_owners_device(own) && is_due
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
    pub behind: Vec<pelikirja_domain::Id>,
}

impl<R: Replica> Engine<R> {
    /// Takes out of everything that is kept here what was erased in the database, and begins a new epoch. Needs no folder;
    /// the rounds after it carry it there.
    ///
    /// # Errors
    /// [`EngineError`].
    pub fn redact(&mut self, now: Instant, randomness: &mut dyn Randomness) -> Result<(), EngineError> {
        self.refresh()?;
        let before = self.state.membership.redactions().operations();
        self.record_redactions(now, randomness)?;
        self.enforce_redactions(now, randomness)?;
        // The key that old copies are sealed with is to seal nothing more.
        let has_more = self.state.membership.redactions().operations() > before;
        if has_more { self.rotate(now, randomness) } else { Ok(()) }
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
