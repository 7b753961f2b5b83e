//! Doing without what owners had taken out: what is kept here is made anew without it.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::Randomness;

use super::{Engine, EngineError};
use crate::container::{Run, write_container};
use crate::entry::Place;
use crate::files::{self, FileKind, FileRecord, Holding, Progress};
use crate::membership::Redactions;
use crate::mutation::{self, Mutation};
use crate::name::{self, FileHash};
use crate::ports::{Commit, Instant, Replica, StateChange};

impl<R: Replica> Engine<R> {
    /// Does without what owners had taken out: from what is kept and applied here, it is gone after this. A file that still
    /// waits keeps it until it is applied, and is not written meanwhile.
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
        let may_hold =
            |progress| matches!(progress, Progress::Applied | Progress::Covered { .. } | Progress::Wrong);
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
            let is_known =
                FileHash::from_text(&name).is_some_and(|hash| self.state.files.contains_key(&hash));
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
        let doubtful: Vec<FileHash> = self
            .state
            .files
            .iter()
            .filter(|(_, file)| is_in_doubt(file))
            .map(|(hash, _)| hash.clone())
            .collect();
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
        if file.progress == Progress::Applied {
            let Some(mut runs) = self.runs(hash)? else { return self.forget(hash) };
            let has_any = self.take_out(&mut runs);
            let lacking = self.lacking_after(&file.holding);
            let holding = Holding { spans: file.holding.spans.clone(), lacking };
            if !has_any {
                // The owner named operations that these entries never had: before anything else, or a copy without the
                // others would be taken for one that still has them, and be written again without end.
                self.note_holding(hash, holding)?;
                let state = self.cover(hash, now);
                return self.commit(Commit { state, ..Commit::default() });
            }
            if !self.is_covered(hash, &file) {
                new = Some(self.keep_instead(&file, holding, &runs, now, randomness, &mut state)?);
            }
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
            (Some(span), true) => {
                name::Place::Pack { chain: span.chain, from: span.from, to: span.to.number }.path(&hash)
            }
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
}
