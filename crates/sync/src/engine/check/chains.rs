//! Checking entries: every signature of every copy, each chain from its start, and what is missing of it.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_crypto::Hash;
use pelikirja_domain::Id;

use super::files::{Content, Found, read_whole};
use super::{Check, Menders, Problem};
use crate::chains::{Chains, Known, Verified};
use crate::container::Run;
use crate::engine::judge::{Judged, judge};
use crate::engine::state::Seen;
use crate::files::{FileKind, Holding, Span};
use crate::membership::Standing;
use crate::name::FileHash;
use crate::ports::Folder;

/// What the entries in the folder came to.
#[derive(Default)]
pub(super) struct Checked {
    /// The entries in the folder.
    pub folder: Chains,
    /// The entries in each file, as far as they are right.
    pub files: BTreeMap<FileHash, Holding>,
    /// What is wrong with files whose seal is right.
    pub wrong: BTreeMap<FileHash, Problem>,
    /// The highest number that anything tells of, by chain.
    told: BTreeMap<Id, u64>,
    /// Entries that rest on records of membership that are not here.
    waiting: u64,
}

impl Checked {
    /// How many entries there are.
    pub fn count(&self) -> u64 {
        self.folder.iter().map(|(_, chain)| chain.entries.len() as u64).sum()
    }

    /// Whether all entries of a chain with these numbers are in the folder.
    pub fn has_all(&self, chain: Id, from: u64, to: u64) -> bool {
        self.folder.has_all(chain, from, to)
    }

    fn tell(&mut self, chain: Id, number: u64) {
        let told = self.told.entry(chain).or_default();
        *told = (*told).max(number);
    }
}

/// How far a file's runs could be checked.
enum Reached {
    End,
    /// An entry before is not known yet.
    Waits,
}

impl Check {
    /// Checks all entries. A file that begins after an entry which is neither in the folder nor here cannot be checked; that
    /// entry is then told of as missing.
    pub(super) fn check_entries(&mut self, found: &Found, folder: &mut dyn Folder) -> Checked {
        let mut checked = Checked::default();
        let is_entries = |content: &Content| *content == Content::Entries;
        let mut pending: Vec<&FileHash> = found
            .whole
            .iter()
            .filter(|(_, whole)| is_entries(&whole.content))
            .map(|(hash, _)| hash)
            .collect();
        pending.sort_by_key(|hash| found.whole.get(*hash).map(|whole| order(whole.paths.first())));
        loop {
            let before = pending.len();
            pending.retain(|hash| {
                let paths = found.whole.get(*hash).map(|whole| whole.paths.as_slice()).unwrap_or_default();
                // What goes away while one looks is missing, as the next check tells.
                let Some(bytes) = read_whole(paths, hash, folder) else { return false };
                let Judged::Entries(runs) = judge(&self.state, &bytes) else { return false };
                matches!(self.check_file(hash, &runs, &mut checked), Reached::Waits)
            });
            if pending.is_empty() || pending.len() == before {
                return checked;
            }
        }
    }

    fn check_file(&mut self, hash: &FileHash, runs: &[Run], checked: &mut Checked) -> Reached {
        let mut holding = Holding::default();
        let mut reached = Reached::End;
        for run in runs {
            match self.check_run(run, checked, &mut holding) {
                Ok(Some(span)) => holding.spans.push(span),
                Ok(None) => {
                    checked.tell(run.chain, run.from.saturating_sub(1));
                    reached = Reached::Waits;
                }
                Err(problem) => {
                    checked.wrong.insert(hash.clone(), problem);
                    return Reached::End;
                }
            }
        }
        if matches!(reached, Reached::End) {
            checked.files.insert(hash.clone(), holding);
        }
        reached
    }

    /// Checks consecutive entries; none where the entry before them is not known.
    fn check_run(
        &mut self,
        run: &Run,
        checked: &mut Checked,
        holding: &mut Holding,
    ) -> Result<Option<Span>, Problem> {
        let Some(writing) = self.state.writing_of(run) else { return Ok(None) };
        let Some(mut position) = self.state.chains.start(writing, run.from, run.previous) else {
            return Ok(None);
        };
        let device = writing.device;
        let (_, keys) = self.state.author(device).ok_or(Problem::UnknownAuthor { device })?;
        let mut last = None;
        for entry in &run.entries {
            let (chain, number) = (run.chain, position.number);
            let place = match self.state.chains.verify(&position, entry, &keys, false) {
                Verified::Known(place) | Verified::New(place) => place,
                Verified::Wrong(_) => return Err(Problem::ForgedEntry { chain, device, number }),
            };
            // Said at the end, when all of the folder is known.
            let standing = Standing::Unknown;
            let redacted = entry.is_redacted();
            if redacted {
                holding.lacking.insert(place, entry.lacking());
            }
            let known = Known { previous: position.previous, at: entry.at, standing, redacted };
            let is_first = !checked.folder.has(&place);
            let rests_on_nothing = |record| !self.state.membership.contains(record);
            checked.waiting += u64::from(is_first && entry.members.iter().any(rests_on_nothing));
            entry.seen.iter().for_each(|seen| checked.tell(seen.chain, seen.number));
            let has_operations = !entry.operations.is_empty();
            let _ = self.state.add_entry(
                writing,
                place,
                known,
                &Seen { seen: &entry.seen, members: &entry.members, has_operations, is_mine: false },
            );
            checked.folder.insert(writing, place, known);
            position = position.after(place);
            last = Some(place);
        }
        Ok(last.map(|to| Span { chain: run.chain, from: run.from, to }))
    }

    /// What is missing of each chain, where it forks, and what counts for nothing.
    pub(super) fn tell_chains(&mut self, checked: &Checked) {
        let mut chains: BTreeSet<Id> = self.state.chains.iter().map(|(chain, _)| chain).collect();
        chains.extend(checked.told.keys());
        for chain in chains {
            self.tell_chain(chain, checked);
        }
        let mut aside: BTreeMap<Id, u64> = BTreeMap::new();
        for (_, chain) in checked.folder.iter() {
            let standings = self.state.standings_in(chain.writing);
            let is_aside =
                |(number, hash): &&(u64, Hash)| !matches!(standings.of(*number, hash), Standing::Member(_));
            *aside.entry(chain.writing.device).or_default() +=
                chain.entries.keys().filter(is_aside).count() as u64;
        }
        for (device, entries) in aside.into_iter().filter(|(_, entries)| *entries > 0) {
            self.add(None, Problem::SetAside { device, entries }, Menders::default());
        }
        if checked.waiting > 0 {
            self.add(None, Problem::MissingRecords { waiting: checked.waiting }, Menders::default());
        }
    }

    fn tell_chain(&mut self, chain: Id, checked: &Checked) {
        let head = |chains: &Chains| {
            chains.get(chain).and_then(|found| found.head()).map_or(0, |(number, _)| number)
        };
        let known = self.state.chains.get(chain);
        let device = known.map(|found| found.writing.device);
        let fork = known.and_then(|found| found.first_fork());
        let (folder, here) = (head(&checked.folder), head(&self.state.chains));
        for (from, to) in checked.folder.gaps(chain) {
            let menders = self.menders_of_span(chain, from, to, checked);
            self.add(None, Problem::Gap { chain, device, from, to }, menders);
        }
        if here > folder && !self.is_unsent(chain) {
            let menders = self.menders_of_span(chain, folder + 1, here, checked);
            self.add(None, Problem::Behind { chain, device, folder, here }, menders);
        }
        let told = checked.told.get(&chain).copied().unwrap_or_default();
        if told > here {
            let menders = self.menders_of_span(chain, here + 1, told, checked);
            self.add(None, Problem::HeldBack { chain, device, known: here, told }, menders);
        }
        if let (Some(number), Some(device)) = (fork, device) {
            self.add(None, Problem::Forked { chain, device, number }, Menders::default());
        }
    }

    /// Whether this device has not written all of a chain of its own into the folder yet.
    fn is_unsent(&self, chain: Id) -> bool {
        self.state.files.values().any(|file| {
            let is_waiting = file.own && !file.was_listed && file.kind == FileKind::Entries;
            is_waiting && file.holding.spans.iter().any(|span| span.chain == chain)
        })
    }
}

/// Directory, and the first number in a name: entries come in order wherever the names are plain.
fn order(path: Option<&String>) -> (String, u64, String) {
    let path = path.cloned().unwrap_or_default();
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let directory = directory.rsplit('/').next().unwrap_or_default().to_owned();
    (directory, digits.parse().unwrap_or(u64::MAX), path)
}
