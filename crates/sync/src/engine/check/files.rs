//! Reading the folder: which files are whole, and what they are.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Damage, Problem};
use crate::engine::judge::{Judged, judge};
use crate::engine::read::{LONGEST_FILE, read_rank};
use crate::files::FileKind;
use crate::name::{FileHash, HALF_WRITTEN};
use crate::ports::{Folder, Listed};

/// Zeros at the end of a file that are no accident.
const MANY_ZEROS: usize = 16;

/// What a whole file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// As it should be.
    Sound(FileKind),
    /// Entries, which are to be checked.
    Entries,
    /// Not as it should be.
    Wrong(Problem),
}

/// A file of which at least one copy is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Whole {
    /// Where copies lie, the best name first.
    pub paths: Vec<String>,
    pub content: Content,
}

/// A copy that is not what its name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub path: String,
    /// The hashes in its name.
    pub named: Vec<FileHash>,
    pub why: Why,
}

/// Why a copy is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    Unreadable(String),
    /// Bytes of another hash.
    Other {
        hash: FileHash,
        bytes: u64,
        ends_in_zeros: bool,
    },
}

/// All that was read.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub whole: BTreeMap<FileHash, Whole>,
    pub broken: Vec<Broken>,
}

impl Found {
    /// Whether a file of that name lies in the folder, whole or not.
    pub fn mentions(&self, hash: &FileHash) -> bool {
        self.whole.contains_key(hash) || self.broken.iter().any(|broken| broken.named.contains(hash))
    }
}

impl Check {
    /// Reads every file once, and those again that could not be judged before others were read.
    pub(super) fn read_all(&mut self, folder: &mut dyn Folder) -> Found {
        let mut listed = std::mem::take(&mut self.listed);
        listed.sort_by_key(|file| (read_rank(&file.path), file.path.clone()));
        let mut found = Found::default();
        for file in &listed {
            self.read_file(file, folder, &mut found);
        }
        self.judge_again(&mut found, folder);
        found
    }

    fn read_file(&mut self, file: &Listed, folder: &mut dyn Folder, found: &mut Found) {
        let named = FileHash::in_path(&file.path);
        if named.is_empty() {
            let is_half = file.path.to_lowercase().ends_with(HALF_WRITTEN);
            self.note(&file.path, if is_half { Problem::HalfWritten } else { Problem::Junk });
            return;
        }
        let path = file.path.clone();
        if file.bytes > LONGEST_FILE {
            let why = Why::Unreadable(format!("{} bytes are more than any file has", file.bytes));
            found.broken.push(Broken { path, named, why });
            return;
        }
        let bytes = match folder.read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                found.broken.push(Broken { path, named, why: Why::Unreadable(error.to_string()) });
                return;
            }
        };
        let hash = FileHash::of(&bytes);
        if !named.contains(&hash) {
            let zeros = bytes.iter().rev().take_while(|byte| **byte == 0).count();
            let ends_in_zeros = zeros >= MANY_ZEROS || zeros == bytes.len();
            let why = Why::Other { hash, bytes: bytes.len() as u64, ends_in_zeros };
            found.broken.push(Broken { path, named, why });
            return;
        }
        match found.whole.get_mut(&hash) {
            Some(whole) => {
                whole.paths.push(path);
                whole.paths.sort_by_key(|path| (!is_plain(path, &hash), path.clone()));
            }
            None => {
                let content = self.judge_bytes(&bytes);
                found.whole.insert(hash, Whole { paths: vec![path], content });
            }
        }
    }

    /// Makes out what a whole file is, and takes the records and keys in it for judging the others.
    fn judge_bytes(&mut self, bytes: &[u8]) -> Content {
        match judge(&self.state, bytes) {
            Judged::Beginning(record) => {
                self.state.add_record(*record);
                Content::Sound(FileKind::Genesis)
            }
            Judged::Invitation => Content::Sound(FileKind::Invitation),
            Judged::Keys(envelope) => {
                self.take_keys(&envelope);
                Content::Sound(FileKind::Keys)
            }
            Judged::Membership(records, envelope) => {
                for record in records {
                    self.state.add_record(record);
                }
                let Some(envelope) = envelope else { return Content::Sound(FileKind::Membership) };
                let device = envelope.author;
                match self.state.is_by_its_author(&envelope) {
                    Some(true) => {
                        self.take_keys(&envelope);
                        Content::Sound(FileKind::Membership)
                    }
                    Some(false) => Content::Wrong(Problem::ForgedKeys { device }),
                    None => Content::Wrong(Problem::UnknownAuthor { device }),
                }
            }
            Judged::Entries(_) => Content::Entries,
            Judged::Locked { epoch } => Content::Wrong(Problem::Locked { epoch }),
            Judged::UnknownAuthor { device } => Content::Wrong(Problem::UnknownAuthor { device }),
            Judged::ForgedKeys { device } => Content::Wrong(Problem::ForgedKeys { device }),
            Judged::OtherFirm => Content::Wrong(Problem::OtherFirm),
            Judged::Newer => Content::Wrong(Problem::NewerFormat),
            Judged::Malformed(kind) => Content::Wrong(Problem::Malformed { kind }),
            Judged::Junk => Content::Wrong(Problem::Junk),
        }
    }

    fn take_keys(&mut self, envelope: &crate::envelope::Envelope) {
        let identity = &self.state.identity;
        for key in envelope.open(identity.device, &identity.keys).unwrap_or_default() {
            self.state.keyring.add(key);
        }
    }

    /// Judges again what no key opened or no known device made, as long as that makes more known.
    fn judge_again(&mut self, found: &mut Found, folder: &mut dyn Folder) {
        let waits = |whole: &Whole| {
            matches!(whole.content, Content::Wrong(Problem::Locked { .. } | Problem::UnknownAuthor { .. }))
        };
        loop {
            let mut has_moved = false;
            for (hash, whole) in found.whole.iter_mut().filter(|(_, whole)| waits(whole)) {
                let Some(bytes) = read_whole(&whole.paths, hash, folder) else { continue };
                let content = self.judge_bytes(&bytes);
                has_moved |= content != whole.content;
                whole.content = content;
            }
            if !has_moved {
                break;
            }
        }
    }

    /// Tells what is broken; who could mend it is added.
    pub(super) fn problem_of(&self, broken: &Broken, found: &Found) -> Problem {
        let (hash, bytes, ends_in_zeros) = match &broken.why {
            Why::Unreadable(reason) => return Problem::Unreadable { reason: reason.clone() },
            Why::Other { hash, bytes, ends_in_zeros } => (hash, *bytes, *ends_in_zeros),
        };
        let known = broken.named.iter().find_map(|named| self.state.files.get(named));
        let is_ours = known.is_some()
            || broken
                .named
                .iter()
                .any(|named| is_plain(&broken.path, named) || found.whole.contains_key(named));
        if !is_ours {
            return Problem::Junk;
        }
        let elsewhere = found.whole.get(hash).and_then(|whole| whole.paths.first().cloned());
        let other = elsewhere.or_else(|| self.state.files.get(hash).map(|file| file.path.clone()));
        let damage = match (other, known.map(|file| file.bytes)) {
            _ if bytes == 0 => Damage::Empty,
            (Some(with), _) => Damage::Swapped { with },
            (None, Some(expected)) if bytes < expected => Damage::Shorter { expected, found: bytes },
            _ if ends_in_zeros => Damage::Zeros,
            _ => Damage::Changed,
        };
        Problem::Damaged { damage }
    }
}

/// The bytes of a file, from whichever copy still has them.
pub(super) fn read_whole(paths: &[String], hash: &FileHash, folder: &mut dyn Folder) -> Option<Vec<u8>> {
    let mut copies = paths.iter().filter_map(|path| folder.read(path).ok());
    copies.find(|bytes| FileHash::of(bytes) == *hash)
}

/// Whether a path is one that a program of ours gives to a file: at its place, or `-2` and so on where a torn file had
/// taken it.
pub(super) fn is_plain(path: &str, hash: &FileHash) -> bool {
    let places: BTreeSet<&str> = ["m", "k", "o", "p", "r"].into();
    let (directories, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_placed = match directories.split('/').next() {
        Some("") | None => name.starts_with("g-"),
        Some(first) => places.contains(first),
    };
    let Some((_, after)) = name.split_once(hash.as_str()) else { return false };
    let number = after.strip_suffix(".plk").map(|after| after.strip_prefix('-').unwrap_or(after));
    is_placed && number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}
