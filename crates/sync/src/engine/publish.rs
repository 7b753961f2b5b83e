//! Putting what was committed here into entries of the own chain.

use pelikirja_crypto::{Randomness, seal};

use super::apply::whole_operations;
use super::state::Seen;
use super::{Engine, EngineError, Report, World};
use crate::chains::{self, Known};
use crate::container::{Run, write_container};
use crate::entry::{AcceptedEntry, Entry, Place, Position};
use crate::files::{self, FileKind, FileRecord, Holding, Progress, Span};
use crate::membership::Standing;
use crate::mutation::{self, Mutation};
use crate::name::{self, FileHash};
use crate::ports::{Commit, Instant, Replica, StateChange};

/// Bytes of operations in one entry, at the most unless one operation is longer: a large import makes a few files.
const MOST_IN_ENTRY: usize = 4 << 20;
/// How long a device that only reads waits until it says what it has applied: others may delete nothing before.
const LONGEST_SILENCE: Instant = 24 * 60 * 60 * 1000;

impl<R: Replica> Engine<R> {
    /// Puts everything that waits into entries, seals and keeps them. They are in the folder once it lists them.
    pub(super) fn publish(&mut self, world: &mut World<'_>, report: &mut Report) -> Result<(), EngineError> {
        loop {
            let outbox = self.replica.outbox(MOST_IN_ENTRY)?;
            if outbox.operations.is_empty() {
                break;
            }
            report.sent_operations += outbox.operations.len() as u64;
            self.publish_entry(outbox.operations, Some(outbox.until), world)?;
        }
        if self.has_been_silent(world.now) {
            self.publish_entry(Vec::new(), None, world)?;
        }
        Ok(())
    }

    /// Whether others wait to hear what this device has applied.
    fn has_been_silent(&self, now: Instant) -> bool {
        let own = self.state.chains.get(self.state.identity.writing().chain());
        let last = own.and_then(|chain| chain.entries.values().next_back()).map(|known| known.at);
        // What was erased, an owner wants to know of everybody.
        let is_untold = !self.state.membership.redactions().is_empty()
            && self.state.identity.told_members != self.state.membership.heads();
        // A clock that was set back must not silence a device for good.
        (is_untold || !self.state.untold.is_empty())
            && last.is_none_or(|last| now.abs_diff(last) > LONGEST_SILENCE.unsigned_abs())
    }

    fn publish_entry(
        &mut self,
        operations: Vec<Vec<u8>>,
        until: Option<u64>,
        world: &mut World<'_>,
    ) -> Result<(), EngineError> {
        if mutation::is(Mutation::PublishBeforeKeep) {
            self.commit(Commit { published: until, ..Commit::default() })?;
        }
        let writing = self.state.identity.writing();
        let position = self.state.chains.next(writing);
        let seen: Vec<Place> = self.state.untold.iter().copied().collect();
        let mut members = self.state.membership.heads();
        if members == self.state.identity.told_members {
            members.clear();
        }
        let mut seed = [0; 16];
        world.randomness.fill(&mut seed)?;
        let keys = &self.state.identity.keys;
        let entry = Entry::signed(&position, keys, world.now, seen, members, operations, seed);
        // Its salts come from a seed, so the hash is there.
        let Ok(hash) = entry.hash(&position) else { return Ok(()) };
        let place = Place { chain: writing.chain(), number: position.number, hash };
        let standing = self.state.standing_of_next();
        let known = Known { previous: position.previous, at: world.now, standing, redacted: false };
        let accepted = self.state.membership.device(writing.device).map(|device| AcceptedEntry {
            place,
            writing,
            member: device.member,
            at: world.now,
            standing,
            operations: whole_operations(&entry),
        });
        let (name, value) = chains::keep(writing, &place, &known);
        let mut state: Vec<StateChange> = vec![(name, Some(value))];
        let heads = self.state.membership.heads();
        if self.state.identity.told_members != heads {
            self.state.identity.told_members = heads;
            state.push(self.state.identity.keep());
        }
        let has_operations = !entry.operations.is_empty();
        let runs = [run_from(&position, vec![entry])];
        let path = name::Place::Batch { chain: place.chain, from: place.number };
        let span = Span { chain: place.chain, from: place.number, to: place };
        let file = self.keep_entries(&runs, path, vec![span], &mut state, world)?;
        let accepted = accepted.into_iter().collect();
        let committed = self.commit(Commit { accepted, published: until, state, ..Commit::default() });
        if committed.is_err() {
            self.state.files.remove(&file);
        }
        committed?;
        self.state.add_entry(
            writing,
            place,
            known,
            &Seen { seen: &[], members: &[], has_operations, is_mine: true },
        );
        Ok(())
    }

    /// Seals entries and keeps the file durably; its record is added to `state`.
    pub(super) fn keep_entries(
        &mut self,
        runs: &[Run],
        path: name::Place,
        spans: Vec<Span>,
        state: &mut Vec<StateChange>,
        world: &mut World<'_>,
    ) -> Result<FileHash, EngineError> {
        let lacking = self.lacking(runs);
        let bytes = self.seal(FileKind::Entries, &write_container(runs), world.randomness)?;
        let hash = FileHash::of(&bytes);
        self.keep(&hash, &bytes)?;
        let file = FileRecord {
            kind: FileKind::Entries,
            path: path.path(&hash),
            bytes: bytes.len() as u64,
            progress: Progress::Applied,
            own: true,
            was_listed: false,
            at: world.now,
            holding: Holding { spans, lacking },
            looked: 0,
        };
        let (name, value) = files::keep(&hash, &file);
        state.push((name, Some(value)));
        self.state.files.insert(hash.clone(), file);
        Ok(hash)
    }

    /// Seals content with the newest epoch's key.
    pub(super) fn seal(
        &self,
        kind: FileKind,
        content: &[u8],
        randomness: &mut dyn Randomness,
    ) -> Result<Vec<u8>, EngineError> {
        let mut salt = [0; 16];
        randomness.fill(&mut salt)?;
        let key = self.sealing_key().ok_or_else(|| crate::wire::WireError("no key".to_owned()))?;
        Ok(seal(kind.number(), key.epoch, &key.key, salt, content)?)
    }

    /// Whether this device may write at all: a removed one only reads what it has.
    pub(super) fn is_active(&self) -> bool {
        self.state.standing_of_next() != Standing::Quarantined
    }
}

/// A run that begins at that place.
pub(super) fn run_from(position: &Position, entries: Vec<Entry>) -> Run {
    let mut previous = [0; 4];
    previous.copy_from_slice(&position.previous.as_bytes()[..4]);
    let is_first = position.number == 1;
    Run {
        chain: position.writing.chain(),
        writing: is_first.then_some(position.writing),
        from: position.number,
        previous,
        entries,
    }
}

#[cfg(test)]
mod tests {
    use pelikirja_crypto::Hash;
    use pelikirja_domain::Id;

    use super::*;
    use crate::chains::NOTHING;
    use crate::entry::Writing;

    #[test]
    fn a_run_that_begins_a_chain_says_who_writes_it() {
        let writing = Writing { device: Id::from_bytes([1; 16]), session: Id::from_bytes([2; 16]) };
        let at = |number| Position { writing, number, previous: Hash(NOTHING) };
        assert_eq!(run_from(&at(1), Vec::new()).writing, Some(writing));
        assert_eq!(run_from(&at(2), Vec::new()).writing, None);
    }
}
