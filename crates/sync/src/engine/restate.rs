//! Entries that were applied and stand differently since more is known of their author.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_domain::Id;

use super::{Engine, EngineError};
use crate::chains::{self, Known, Verified};
use crate::entry::{AcceptedEntry, Place, Writing};
use crate::files::{FileKind, Progress};
use crate::name::FileHash;
use crate::ports::{Commit, Replica};

impl<R: Replica> Engine<R> {
    /// Applies again, as something else, what stands differently since more of its author is known: what a removed
    /// device wrote after its removal, what a member wrote after losing a role, another branch than the one that had been
    /// accepted.
    pub(super) fn restate(&mut self) -> Result<(), EngineError> {
        let mut changed: BTreeMap<Place, (Writing, Known)> = BTreeMap::new();
        for (chain, found) in self.state.chains.iter() {
            let standings = self.state.standings_in(found.writing);
            for ((number, hash), known) in &found.entries {
                let standing = standings.of(*number, hash);
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
        let mut holding: Vec<(bool, FileHash)> = self
            .state
            .files
            .iter()
            .filter(|(_, file)| {
                // What is in a file that waits is not noted yet, and its first entries may be applied.
                let waits = file.kind == FileKind::Entries && file.progress == Progress::Waiting;
                waits || file.holding.spans.iter().any(|span| chains_changed.contains(&span.chain))
            })
            .map(|(hash, file)| (!file.holding.lacking.is_empty(), hash.clone()))
            .collect();
        // All operations of an entry, wherever they are.
        holding.sort();
        for (_, hash) in holding {
            if changed.is_empty() {
                break;
            }
            let Some(mut runs) = self.runs(&hash)? else { continue };
            for run in &mut runs {
                let Some(writing) = self.state.writing_of(run) else { continue };
                let Some((member, keys)) = self.state.author(writing.device) else { continue };
                let Some(mut position) = self.state.chains.start(writing, run.from, run.previous) else {
                    continue;
                };
                for entry in &mut run.entries {
                    let Verified::Known(place) = self.state.chains.verify(&position, entry, &keys, true)
                    else {
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
                        operations: self.operations_of(&place, entry),
                    });
                }
            }
            self.decoded.hold(hash, runs);
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
