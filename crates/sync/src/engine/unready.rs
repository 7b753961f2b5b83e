//! Files that are listed and cannot be taken yet, and when to look again.

use std::collections::HashMap;

use super::{Report, Trouble};
use crate::name::FileHash;
use crate::ports::Listed;

/// Rounds after which a file is looked at again, at the latest.
const LONGEST_PAUSE: u64 = 64;
/// Times that a file was looked at and never whole until it counts as damaged for good: a hundred rounds and more. It is
/// looked at further on; whoever has it whole writes it again, unless nobody needs it any more.
const GIVEN_UP: u32 = 7;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Its bytes are not those of its name.
    Torn,
    /// It cannot be read: held by another program, or on its way.
    Unreadable,
    /// The key that opens it, or the author of the keys in it, is not here.
    NoKey,
    /// It is of a newer format.
    Newer,
}

/// A file that was looked at in vain.
#[derive(Debug, Clone, Copy)]
struct Unready {
    why: Why,
    tries: u32,
    next_round: u64,
    bytes: u64,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct AllUnready(HashMap<FileHash, Unready>);

impl AllUnready {
    /// Whether a file is to be left alone this time; then it is told of as what it was.
    pub fn rests(&self, hash: &FileHash, files: &[Listed], round: u64, report: &mut Report) -> bool {
        let Some(unready) = self.0.get(hash) else { return false };
        let rests = unready.next_round > round && unready.bytes == longest(files);
        if rests {
            unready.tell(files, report);
        }
        rests
    }

    /// Notes that a file was looked at in vain.
    pub fn note(&mut self, hash: &FileHash, files: &[Listed], why: Why, round: u64, report: &mut Report) {
        let bytes = longest(files);
        let unready = self.0.entry(hash.clone()).or_insert(Unready { why, tries: 0, next_round: 0, bytes });
        unready.why = why;
        unready.tries += 1;
        unready.bytes = bytes;
        unready.next_round = round + (1 << unready.tries.min(6)).min(LONGEST_PAUSE);
        unready.tell(files, report);
    }

    /// It was taken.
    pub fn remove(&mut self, hash: &FileHash) {
        self.0.remove(hash);
    }

    /// More is known than before.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Unready {
    fn tell(&self, files: &[Listed], report: &mut Report) {
        match self.why {
            Why::Torn if self.tries >= GIVEN_UP => {
                let damaged = files.first().map(|file| Trouble::Damaged { path: file.path.clone() });
                report.troubles.extend(damaged);
            }
            Why::Torn | Why::Unreadable => report.unready_files += 1,
            Why::NoKey => report.waiting_files += 1,
            Why::Newer => {
                report.troubles.push(Trouble::NewerFormat);
                report.unready_files += 1;
            }
        }
    }
}

fn longest(files: &[Listed]) -> u64 {
    files.iter().map(|file| file.bytes).max().unwrap_or_default()
}
