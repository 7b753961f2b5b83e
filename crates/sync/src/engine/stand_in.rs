//! Files that stand in for those that hold what was erased: when they are written, and when the others go.

use std::collections::{BTreeSet, HashMap};

use pelikirja_domain::Id;

use super::{Engine, EngineError, Listing, World};
use crate::files::{self, FileRecord, Progress};
use crate::mutation::{self, Mutation};
use crate::name::FileHash;
use crate::ports::{Commit, Instant, Replica};

/// How long an owner's device waits for the writer of a chain to do it itself, milliseconds, whichever way a clock jumped.
const SILENCE: u64 = 14 * 24 * 60 * 60 * 1000;
/// How long it is remembered that a file that is gone held what was erased, in case it comes back, milliseconds.
const MEMORY: u64 = 90 * 24 * 60 * 60 * 1000;

/// When a file is to be written that is not in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Now,
    /// Once it has been missing for a while.
    Later,
    No,
}

impl<R: Replica> Engine<R> {
    /// The devices that write the chains of which entries are in a file.
    pub(super) fn writers(&self, file: &FileRecord) -> impl Iterator<Item = Id> {
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
        let is_silent = since.is_some_and(|since| now.abs_diff(since) > SILENCE);
        match since {
            _ if is_owner && self.is_orphaned(file) && (self.looks_after_orphans() || is_silent) => {
                Wanted::Now
            }
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
    pub(super) fn remove_exposed(
        &mut self,
        listing: &Listing,
        world: &mut World<'_>,
    ) -> Result<(), EngineError> {
        let mut commit = Commit::default();
        let mut gone: Vec<FileHash> = Vec::new();
        let mut read = HashMap::new();
        self.exposed_files = 0;
        let since = |progress| match progress {
            Progress::Exposed { since } => Some(since),
            _ => None,
        };
        for (hash, file, since) in self.files_since(since) {
            let Some(found) = listing.paths.get(&hash) else {
                if world.now.abs_diff(since) > MEMORY {
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
        let is_silent = now.abs_diff(since) > SILENCE;
        let is_due = is_silent || self.is_orphaned(file) && self.looks_after_orphans();
        self.state.membership.is_owners_device(own) && is_due
    }
}
