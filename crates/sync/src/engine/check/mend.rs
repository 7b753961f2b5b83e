//! Who could mend what: whoever has what is missing.

use pelikirja_domain::Id;

use super::chains::Checked;
use super::files::{Content, Found, is_plain};
use super::{Check, Menders, Problem};
use crate::engine::EngineError;
use crate::files::Span;
use crate::name::{FileHash, short};
use crate::ports::Replica;

impl Check {
    /// Tells of every file that is there: what it is if it is not sound, and what need not be there.
    pub(super) fn tell_files(
        &mut self,
        found: &Found,
        checked: &Checked,
        replica: &mut impl Replica,
    ) -> Result<(), EngineError> {
        for broken in &found.broken {
            let problem = self.problem_of(broken, found);
            if problem == Problem::Junk {
                self.note(&broken.path, problem);
                continue;
            }
            let mut menders = Menders::default();
            for hash in &broken.named {
                let more = self.menders(hash, checked, replica)?;
                menders.here |= more.here;
                menders.in_folder |= more.in_folder || found.whole.contains_key(hash);
                for device in more.devices {
                    if !menders.devices.contains(&device) {
                        menders.devices.push(device);
                    }
                }
                if !menders.is_anybody() {
                    menders = self.menders_by_name(&broken.path, checked);
                }
            }
            self.add(Some(&broken.path), problem, menders);
        }
        for (hash, whole) in &found.whole {
            let Some((path, copies)) = whole.paths.split_first() else { continue };
            let problem = match &whole.content {
                Content::Wrong(problem) => Some(problem.clone()),
                Content::Entries => checked.wrong.get(hash).cloned(),
                Content::Sound(_) => None,
            };
            match problem {
                Some(problem) => self.note(path, problem),
                None => {
                    self.report.sound_files += 1;
                    if !is_plain(path, hash) {
                        self.note(path, Problem::Renamed);
                    }
                    for copy in copies {
                        self.note(copy, Problem::Copy { of: path.clone() });
                    }
                    self.tell_holding(hash, path, found, checked);
                }
            }
        }
        Ok(())
    }

    fn tell_holding(&mut self, hash: &FileHash, path: &str, found: &Found, checked: &Checked) {
        let Some(holding) = checked.files.get(hash) else { return };
        let redactions = self.state.membership.redactions();
        if !holding.exposed(redactions, &self.state.chains).is_empty() {
            self.note(path, Problem::HoldsErased);
            return;
        }
        if !holding.is_whole(redactions) {
            self.note(path, Problem::Redacted);
        }
        let redactions = self.state.membership.redactions();
        let covering = checked.files.iter().find(|(other_hash, other)| {
            let is_equal = holding.covers(other, &checked.folder, redactions);
            *other_hash != hash
                && other.covers(holding, &checked.folder, redactions)
                && other.exposed(redactions, &self.state.chains).is_empty()
                && (!is_equal || *other_hash < hash)
        });
        let by = covering.and_then(|(by, _)| found.whole.get(by)?.paths.first().cloned());
        if let Some(by) = by {
            let may_go = holding.spans.iter().all(|span| self.state.is_acknowledged(&span.to));
            self.note(path, Problem::Covered { by, may_go });
        }
    }

    /// Who has what is in a file, as far as this device knows what that is.
    pub(super) fn menders(
        &self,
        hash: &FileHash,
        checked: &Checked,
        replica: &mut impl Replica,
    ) -> Result<Menders, EngineError> {
        let kept = replica.kept(hash.as_str())?;
        let here = kept.is_some_and(|bytes| FileHash::of(&bytes) == *hash);
        let spans: &[Span] = match self.state.files.get(hash) {
            Some(file) => &file.holding.spans,
            None => &[],
        };
        let in_folder = !spans.is_empty()
            && spans.iter().all(|span| checked.has_all(span.chain, span.from, span.to.number));
        let mut devices: Option<Vec<Id>> = None;
        for span in spans {
            let having = self.devices_with(span.chain, span.to.number);
            devices = Some(match devices {
                None => having,
                Some(before) => before.into_iter().filter(|device| having.contains(device)).collect(),
            });
        }
        Ok(Menders { in_folder, here, devices: devices.unwrap_or_default() })
    }

    /// Who has entries of a chain.
    pub(super) fn menders_of_span(&self, chain: Id, from: u64, to: u64, checked: &Checked) -> Menders {
        Menders {
            in_folder: checked.has_all(chain, from, to),
            here: self.state.chains.has_all(chain, from, to),
            devices: self.devices_with(chain, to),
        }
    }

    /// Who has the entries that a file's name promises, of a file that was never whole here. Names only help people, so it
    /// is no more than a guess.
    fn menders_by_name(&self, path: &str, checked: &Checked) -> Menders {
        let mut parts = path.rsplit('/');
        let (name, directory) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let numbers: Vec<u64> = name.split('-').map_while(|part| part.parse().ok()).collect();
        let chain = self.state.chains.iter().map(|(chain, _)| chain).find(|chain| short(*chain) == directory);
        match (chain, numbers.first(), numbers.last()) {
            (Some(chain), Some(from), Some(to)) => self.menders_of_span(chain, *from, *to, checked),
            _ => Menders::default(),
        }
    }

    /// Other active devices that have a chain up to that number: its writer, and those that said so.
    fn devices_with(&self, chain: Id, number: u64) -> Vec<Id> {
        let writer = self.state.chains.get(chain).map(|found| found.writing.device);
        let said =
            |device: &Id| self.state.acknowledged.get(&(*device, chain)).is_some_and(|said| *said >= number);
        let own = self.state.identity.device;
        let others = || self.state.membership.active_devices().filter(|device| *device != own);
        let first = others().filter(|device| Some(*device) == writer);
        first.chain(others().filter(|device| Some(*device) != writer && said(device))).collect()
    }
}
