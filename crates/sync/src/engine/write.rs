//! Writing what is kept here and not in the folder: what is new, and what has vanished.

use std::collections::HashSet;

use pelikirja_domain::Instant;

use super::scrub::is_whole;
use super::stand_in::Wanted;
use super::{Engine, EngineError, Listing, Report, Trouble, World};
use crate::files::{self, FileKind, FileRecord, Progress};
use crate::mutation::{self, Mutation};
use crate::name::FileHash;
use crate::ports::{Commit, FolderError, Replica};

/// The most that one round writes.
const MOST_WRITTEN: u64 = 32 << 20;
/// How long another device's file may be gone before this one writes it again: a carrier that renames, or a listing
/// that is late, shows it as gone for a while.
const PATIENCE: Instant = 10 * 60 * 1000;

/// What came of one file.
enum Written {
    Yes,
    NotYet,
    /// Something else lies there.
    Torn,
    /// No other file can be written either.
    Stop,
}

impl<R: Replica> Engine<R> {
    /// Writes what the folder lacks, the oldest first.
    pub(super) fn write(
        &mut self,
        listing: &Listing,
        world: &mut World<'_>,
        report: &mut Report,
    ) -> Result<(), EngineError> {
        let doubtful = self.note_listed(listing, world, report)?;
        if mutation::is(Mutation::ConcludeRemoval) {
            self.forget_unlisted(listing)?;
        }
        let mut wanted: Vec<(bool, Instant, FileHash)> = Vec::new();
        let is_active = self.is_active();
        for (hash, file) in &self.state.files {
            let is_needed = matches!(file.progress, Progress::Waiting | Progress::Applied);
            if !is_needed || doubtful.contains(hash) || self.is_there(hash, file, listing) {
                self.gone_since.remove(hash);
                continue;
            }
            if mutation::is(Mutation::HealNothing) && file.was_listed {
                continue;
            }
            let when = match file {
                file if file.own => Wanted::Now,
                // One that was shut out does not know what has become superfluous since, and so mends nothing.
                _ if !is_active => Wanted::No,
                file if file.is_stand_in() => self.wants_stand_in(file, listing, world.now),
                _ => Wanted::Later,
            };
            if when == Wanted::No {
                self.gone_since.remove(hash);
                continue;
            }
            let since = *self.gone_since.entry(hash.clone()).or_insert(world.now);
            // A clock that was set back must not stop the mending.
            if when == Wanted::Now || world.now.abs_diff(since) > PATIENCE.unsigned_abs() {
                // What others rest on comes first: when this disk is lost before all is written, no entry must lie
                // there whose key does not.
                wanted.push((file.kind == FileKind::Entries, file.at, hash.clone()));
            }
        }
        wanted.sort();
        let mut written = 0;
        let mut wanted = wanted.into_iter();
        for (_, _, hash) in wanted.by_ref() {
            if written > MOST_WRITTEN {
                report.more = true;
                report.unsent_files += 1;
                break;
            }
            let Some(bytes) = self.replica.kept(hash.as_str())? else {
                // It was lost here as well; whoever else has it writes it again.
                self.forget(&hash)?;
                continue;
            };
            let waits = self.state.files.get(&hash).is_some_and(|file| file.progress == Progress::Waiting);
            if waits && self.may_expose(&hash)? {
                continue;
            }
            let Some(file) = self.state.files.get(&hash) else { continue };
            let path = free_path(file, &hash, listing);
            match write_and_read_back(world, &path, &bytes, report) {
                Written::Yes => {
                    written += bytes.len() as u64;
                    report.sent_files += 1;
                    report.sent_bytes += bytes.len() as u64;
                    self.damaged.remove(&hash);
                    self.gone_since.remove(&hash);
                    self.read_back.insert(hash, path);
                }
                Written::NotYet => report.unsent_files += 1,
                Written::Torn => {
                    // It may have the right name and length, and the next listing would show it as there.
                    report.unsent_files += 1;
                    self.damaged.insert(hash);
                }
                Written::Stop => {
                    report.unsent_files += 1;
                    break;
                }
            }
        }
        report.unsent_files += wanted.count() as u64;
        Ok(())
    }

    /// Whether a file of that name and length is listed, unless it was found damaged.
    fn is_there(&self, hash: &FileHash, file: &FileRecord, listing: &Listing) -> bool {
        let listed =
            listing.paths.get(hash).is_some_and(|found| found.iter().any(|found| found.bytes == file.bytes));
        listed && !self.damaged.contains(hash)
    }

    /// Notes which files are in the folder that were not before. What is listed under a name may be what a crash or a full
    /// disk left of it, so a file whose bytes were not read back yet is read. Returns those that cannot be read now.
    fn note_listed(
        &mut self,
        listing: &Listing,
        world: &mut World<'_>,
        report: &mut Report,
    ) -> Result<HashSet<FileHash>, EngineError> {
        let (mut commit, mut doubtful) = (Commit::default(), HashSet::new());
        let is_new = |file: &FileRecord| {
            !file.was_listed && matches!(file.progress, Progress::Waiting | Progress::Applied)
        };
        for (hash, file) in self.state.files.iter_mut().filter(|(_, file)| is_new(file)) {
            let Some(copies) = listing.paths.get(hash) else { continue };
            let read_back = self.read_back.remove(hash);
            let is_listed = read_back.is_some_and(|path| copies.iter().any(|copy| copy.path == path));
            let is_whole = match is_listed {
                true => Some(true),
                // It is written again; until that is listed there is nothing to see.
                false if self.damaged.contains(hash) => continue,
                false => is_whole(world.folder, hash, copies),
            };
            match is_whole {
                Some(true) => {
                    file.was_listed = true;
                    let (name, value) = files::keep(hash, file);
                    commit.state.push((name, Some(value)));
                }
                Some(false) => {
                    self.damaged.insert(hash.clone());
                }
                None => {
                    report.unsent_files += u64::from(file.own);
                    doubtful.insert(hash.clone());
                }
            }
        }
        self.commit(commit)?;
        Ok(doubtful)
    }

    /// What the engine never does: takes it that somebody removed what is not listed any more.
    fn forget_unlisted(&mut self, listing: &Listing) -> Result<(), EngineError> {
        let unlisted = self
            .state
            .files
            .iter()
            .filter(|(hash, file)| file.was_listed && !listing.paths.contains_key(*hash));
        let unlisted: Vec<FileHash> = unlisted.map(|(hash, _)| hash.clone()).collect();
        for hash in unlisted {
            self.replica.discard(hash.as_str())?;
            self.forget(&hash)?;
        }
        Ok(())
    }

    /// Forgets a file whose bytes are not kept any more, so that it is read again when somebody writes it.
    pub(super) fn forget(&mut self, hash: &FileHash) -> Result<(), EngineError> {
        self.state.files.remove(hash);
        self.commit(Commit { state: vec![(files::name(hash), None)], ..Commit::default() })
    }
}

/// Where to write: never over a file, though it is torn. A name that a carrier made up is not passed on.
fn free_path(file: &FileRecord, hash: &FileHash, listing: &Listing) -> String {
    let is_plain = file
        .path
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/-.".contains(&byte));
    let path = if is_plain { file.path.clone() } else { format!("r/{}.plk", hash.as_str()) };
    let taken = |path: &str| {
        let found = listing.paths.get(hash).into_iter().flatten();
        found.into_iter().any(|found| found.path.eq_ignore_ascii_case(path))
    };
    let stem = path.trim_end_matches(".plk").to_owned();
    let mut free = path;
    let mut number = 2;
    while taken(&free) {
        free = format!("{stem}-{number}.plk");
        number += 1;
    }
    free
}

fn write_and_read_back(world: &mut World<'_>, path: &str, bytes: &[u8], report: &mut Report) -> Written {
    match world.folder.write(path, bytes) {
        Ok(()) if mutation::is(Mutation::ForgetReadBack) => return Written::Yes,
        Ok(()) => {}
        Err(FolderError::Full { .. }) => {
            report.troubles.push(Trouble::Full);
            return Written::Stop;
        }
        Err(FolderError::ReadOnly { .. }) => {
            report.troubles.push(Trouble::ReadOnly);
            return Written::Stop;
        }
        Err(FolderError::Unreachable { .. }) => return Written::Stop,
        Err(FolderError::Busy { .. } | FolderError::NotFound { .. }) => return Written::NotYet,
    }
    match world.folder.read(path) {
        Ok(found) if found == bytes => Written::Yes,
        Ok(_) => Written::Torn,
        // A carrier took it away, or the disk kept less than it said: the next round sees what is there.
        _ => Written::NotYet,
    }
}
