//! Rolling own entries into packs, and removing files that packs have made superfluous.

use std::collections::{BTreeMap, HashMap};

use pelikirja_domain::{Id, Instant};

use super::scrub::is_whole;
use super::{Engine, EngineError, Listing, World};
use crate::container::Run;
use crate::files::{self, FileKind, FileRecord, Progress, Span};
use crate::mutation::{self, Mutation};
use crate::name::{self, FileHash};
use crate::ports::{Commit, Replica, StateChange};

/// Small files of a chain that are rolled into a pack.
const ROLL_BATCHES: usize = 32;
/// Packs of a chain that are rolled into a larger one.
const ROLL_PACKS: usize = 8;
/// Bytes of a file that is large enough to stay as it is.
const LARGE: u64 = 2 << 20;
/// Bytes that are rolled into one pack at the most.
const LARGEST_PACK: u64 = 4 << 20;
/// How long a covered file stays at least, though everybody has said to have its entries.
const GRACE: u64 = 2 * 24 * 60 * 60 * 1000;
/// How long the record of a covered file is kept, in case it comes back.
const MEMORY: u64 = 90 * 24 * 60 * 60 * 1000;

/// A file that may be rolled: its entries, its name and its length.
type Candidate = (Span, FileHash, u64);

impl<R: Replica> Engine<R> {
    /// Rolls own small files into packs once there are many of them.
    pub(super) fn compact(&mut self, listing: &Listing, world: &mut World<'_>) -> Result<(), EngineError> {
        if !self.is_active() {
            return Ok(());
        }
        for files in self.to_roll(listing) {
            self.roll(files, world)?;
        }
        Ok(())
    }

    /// Own files to roll, those of one pack each.
    fn to_roll(&self, listing: &Listing) -> Vec<Vec<(Span, FileHash)>> {
        let device = self.state.identity.device;
        let mut classes: BTreeMap<(Id, bool), Vec<Candidate>> = BTreeMap::new();
        for (hash, file) in &self.state.files {
            let [span] = file.holding.spans.as_slice() else { continue };
            let chain = self.state.chains.get(span.chain);
            let is_own = chain.is_some_and(|chain| chain.writing.device == device && !chain.is_forked());
            let is_settled = file.kind == FileKind::Entries && file.progress == Progress::Applied;
            if is_own && is_settled && file.bytes < LARGE && listing.paths.contains_key(hash) {
                let is_pack = file.path.starts_with("p/");
                classes.entry((span.chain, is_pack)).or_default().push((*span, hash.clone(), file.bytes));
            }
        }
        let mut rolls = Vec::new();
        for ((_, is_pack), mut files) in classes {
            files.sort_by_key(|(span, ..)| span.from);
            let many = if is_pack { ROLL_PACKS } else { ROLL_BATCHES };
            if files.len() < many {
                continue;
            }
            let (mut roll, mut bytes): (Vec<(Span, FileHash)>, u64) = (Vec::new(), 0);
            for (span, hash, length) in files {
                let follows = roll.last().is_none_or(|(last, _)| last.to.number + 1 == span.from);
                if !follows || bytes + length > LARGEST_PACK {
                    rolls.push(std::mem::take(&mut roll));
                    bytes = 0;
                }
                bytes += length;
                roll.push((span, hash));
            }
            rolls.push(roll);
        }
        rolls.retain(|roll| roll.len() > 1);
        rolls
    }

    fn roll(&mut self, files: Vec<(Span, FileHash)>, world: &mut World<'_>) -> Result<(), EngineError> {
        let (Some((first, _)), Some((last, _))) = (files.first().cloned(), files.last().cloned()) else {
            return Ok(());
        };
        let mut all: Option<Run> = None;
        for (_, hash) in &files {
            let Some(runs) = self.runs(hash)? else { return Ok(()) };
            for run in runs {
                match &mut all {
                    None => all = Some(run),
                    Some(all) if all.to() + 1 == run.from => all.entries.extend(run.entries),
                    Some(_) => return Ok(()),
                }
            }
        }
        let Some(run) = all else { return Ok(()) };
        let span = Span { chain: first.chain, from: first.from, to: last.to };
        let path = name::Place::Pack { chain: span.chain, from: span.from, to: span.to.number };
        let mut state = Vec::new();
        let hash = self.keep_entries(&[run], path, vec![span], &mut state, world)?;
        state.extend(self.cover(&hash, world.now));
        self.commit(Commit { state, ..Commit::default() })
    }

    /// Notes which files a newly applied one makes superfluous, or that it is superfluous itself.
    pub(super) fn cover(&mut self, hash: &FileHash, now: Instant) -> Vec<StateChange> {
        let Some(new) = self.state.files.get(hash).cloned() else { return Vec::new() };
        if new.progress != Progress::Applied || new.kind != FileKind::Entries || self.is_exposed(&new) {
            return Vec::new();
        }
        let redactions = self.state.membership.redactions();
        // Those that are superfluous, and what makes them so.
        let mut covered: Vec<(FileHash, FileHash)> = Vec::new();
        for (other_hash, other) in &self.state.files {
            let is_other = other_hash != hash && other.kind == FileKind::Entries;
            if !is_other || other.progress != Progress::Applied || self.is_exposed(other) {
                continue;
            }
            let chains = &self.state.chains;
            // Of two that hold the same, the one stays that others can see, so that not each machine writes its own.
            let is_better = (other.is_stand_in(), other_hash) < (new.is_stand_in(), hash);
            if new.holding.covers(&other.holding, chains, redactions)
                && !(other.holding.covers(&new.holding, chains, redactions) && is_better)
            {
                covered.push((other_hash.clone(), hash.clone()));
            } else if other.holding.covers(&new.holding, chains, redactions) {
                covered.push((hash.clone(), other_hash.clone()));
                break;
            }
        }
        let mut changes = Vec::new();
        for (hash, by) in covered {
            let Some(file) = self.state.files.get_mut(&hash) else { continue };
            file.progress = Progress::Covered { since: now };
            let (name, value) = files::keep(&hash, file);
            changes.push((name, Some(value)));
            if file.own {
                changes.extend(self.adopt(&by));
            }
        }
        changes
    }

    /// Looks after a file from now on as after an own one: an own one relies on it. Only of chains that this device writes.
    fn adopt(&mut self, hash: &FileHash) -> Option<StateChange> {
        let device = self.state.identity.device;
        let file = self.state.files.get(hash).filter(|file| !file.own)?;
        if !self.writers(file).all(|writer| writer == device) {
            return None;
        }
        let file = self.state.files.get_mut(hash)?;
        file.own = true;
        let (name, value) = files::keep(hash, file);
        Some((name, Some(value)))
    }

    /// The files that have been in a state for a while, and since when.
    pub(super) fn files_since(
        &self,
        since: impl Fn(Progress) -> Option<Instant>,
    ) -> Vec<(FileHash, FileRecord, Instant)> {
        let files = self.state.files.iter();
        files.filter_map(|(hash, file)| Some((hash.clone(), file.clone(), since(file.progress)?))).collect()
    }

    /// Removes own files that a pack in the folder covers and whose entries every active device has; forgets what
    /// others covered.
    pub(super) fn remove_covered(
        &mut self,
        listing: &Listing,
        world: &mut World<'_>,
    ) -> Result<(), EngineError> {
        let mut commit = Commit::default();
        let mut gone: Vec<FileHash> = Vec::new();
        // Covering files that were read again, and whether they are whole.
        let mut read = HashMap::new();
        let since = |progress| match progress {
            Progress::Covered { since } => Some(since),
            _ => None,
        };
        for (hash, file, since) in self.files_since(since) {
            let listed = listing.paths.get(&hash);
            let is_due = listed.is_some() || !self.removed.contains(&hash);
            if is_due
                && self.may_remove(&file, since, world.now)
                && self.stands_in(&file, listing, world, &mut read)
            {
                for found in listed.into_iter().flatten() {
                    // What cannot be removed now is removed another time.
                    let _ = world.folder.delete(&found.path);
                }
                self.replica.discard(hash.as_str())?;
                self.removed.insert(hash.clone());
            }
            if listed.is_none() && world.now.abs_diff(since) > MEMORY {
                commit.state.push((files::name(&hash), None));
                gone.push(hash);
            }
        }
        self.commit(commit)?;
        for hash in gone {
            // Of another device's, the bytes are here still.
            self.replica.discard(hash.as_str())?;
            self.removed.remove(&hash);
            self.state.files.remove(&hash);
        }
        Ok(())
    }

    fn may_remove(&self, file: &FileRecord, since: Instant, now: Instant) -> bool {
        let device = self.state.identity.device;
        let is_own = |span: &Span| {
            self.state.chains.get(span.chain).is_some_and(|chain| chain.writing.device == device)
        };
        let spans = &file.holding.spans;
        spans.iter().all(is_own)
            && now.abs_diff(since) > GRACE
            && (mutation::is(Mutation::RemoveUnacknowledged)
                || spans.iter().all(|span| self.state.is_acknowledged(&span.to)))
    }

    /// Whether a file that has everything in it lies in the folder: read now, for one that is only listed may be torn.
    pub(super) fn stands_in(
        &mut self,
        file: &FileRecord,
        listing: &Listing,
        world: &mut World<'_>,
        read: &mut HashMap<FileHash, bool>,
    ) -> bool {
        let covering = self.state.files.iter().filter(|(_, other)| {
            let is_needed = other.progress == Progress::Applied;
            let redactions = self.state.membership.redactions();
            is_needed
                && other.holding.covers(&file.holding, &self.state.chains, redactions)
                && !self.is_exposed(other)
        });
        let covering: Vec<FileHash> = covering.map(|(hash, _)| hash.clone()).collect();
        covering.into_iter().any(|hash| {
            *read.entry(hash).or_insert_with_key(|hash| {
                let copies = listing.paths.get(hash).map(Vec::as_slice).unwrap_or_default();
                let whole = is_whole(world.folder, hash, copies);
                if whole == Some(false) && !copies.is_empty() {
                    self.damaged.insert(hash.clone());
                }
                whole == Some(true)
            })
        })
    }
}
