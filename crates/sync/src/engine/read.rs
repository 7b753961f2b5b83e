//! Listing the folder and reading what is new in it.

use super::judge::{Judged, MAGIC, judge};
use super::state::State;
use super::unready::Why;
use super::{Engine, EngineError, FolderState, Listing, Report, Trouble, World};
use crate::entry::EpochKey;
use crate::envelope::Envelope;
use crate::files::{self, FileKind, FileRecord, Holding, Progress};
use crate::membership::SignedRecord;
use crate::mutation::{self, Mutation};
use crate::name::FileHash;
use crate::ports::{Commit, Folder, FolderError, Listed, Replica, StateChange};

/// The most that one round reads, so that its caller can show progress and stop.
const MOST_READ: u64 = 32 << 20;
/// The longest file that is read at all.
pub(super) const LONGEST_FILE: u64 = 80 << 20;

/// What a file turned out to be.
enum Found {
    /// It belongs here and was understood.
    Taken { kind: FileKind, progress: Progress, changes: Vec<StateChange> },
    /// It is to be looked at again when more is known.
    Later,
    /// It is not of this workspace or of this program.
    Strange,
    /// It is of a newer format.
    Newer,
    /// It is sealed with a key of the workspace and still not what it should be.
    Wrong(FileKind),
}

impl<R: Replica> Engine<R> {
    /// Lists the folder; none where it is not one to work with, as the report then says.
    pub(super) fn list(&mut self, world: &mut World<'_>, report: &mut Report) -> Option<Listing> {
        let listed = match world.folder.list() {
            Ok(listed) => listed,
            Err(error) => {
                report.folder = FolderState::Unreachable { error };
                return None;
            }
        };
        let listing = Listing::of(&listed);
        report.folder = recognise(&self.state, &listing, world.folder);
        (report.folder == FolderState::Right).then_some(listing)
    }

    /// Reads files that are new.
    pub(super) fn read(
        &mut self,
        listing: &Listing,
        world: &mut World<'_>,
        report: &mut Report,
    ) -> Result<(), EngineError> {
        let mut wanted: Vec<(&FileHash, &Vec<Listed>)> = listing
            .paths
            .iter()
            .filter(|(hash, _)| !self.state.files.contains_key(*hash) && !self.strange.contains(*hash))
            .collect();
        // What others rest on comes first: the beginning, membership, keys; then each chain from its start.
        wanted.sort_by_key(|(hash, files)| {
            let path = files.first().map(|file| file.path.as_str()).unwrap_or_default();
            (read_rank(path), path.to_owned(), (*hash).clone())
        });
        let mut read = 0;
        for (hash, files) in wanted {
            if read > MOST_READ {
                report.more = true;
                break;
            }
            if self.unready.rests(hash, files, self.rounds, report) {
                continue;
            }
            let (path, bytes) = match whole(world, hash, files, &mut read) {
                Ok(found) => found,
                Err(why) => {
                    self.unready.note(hash, files, why, self.rounds, report);
                    continue;
                }
            };
            match self.take(&bytes) {
                Found::Taken { kind, progress, changes } => {
                    self.unready.remove(hash);
                    report.received_files += 1;
                    report.received_bytes += bytes.len() as u64;
                    let file = FileRecord {
                        kind,
                        path,
                        bytes: bytes.len() as u64,
                        progress,
                        own: false,
                        was_listed: true,
                        at: world.now,
                        holding: Holding::default(),
                        looked: 0,
                    };
                    self.keep(hash, &bytes)?;
                    self.take_file(hash.clone(), file, changes)?;
                }
                Found::Later => {
                    self.unready.note(hash, files, Why::NoKey, self.rounds, report);
                }
                Found::Newer => {
                    self.unready.note(hash, files, Why::Newer, self.rounds, report);
                }
                Found::Strange => {
                    self.strange.insert(hash.clone());
                }
                Found::Wrong(kind) => {
                    report.troubles.push(Trouble::Damaged { path: path.clone() });
                    let bytes = bytes.len() as u64;
                    let progress = Progress::Wrong;
                    let file = FileRecord {
                        kind,
                        path,
                        bytes,
                        progress,
                        own: false,
                        was_listed: true,
                        at: world.now,
                        holding: Holding::default(),
                        looked: 0,
                    };
                    self.take_file(hash.clone(), file, Vec::new())?;
                }
            }
        }
        Ok(())
    }

    fn take_file(
        &mut self,
        hash: FileHash,
        file: FileRecord,
        mut changes: Vec<StateChange>,
    ) -> Result<(), EngineError> {
        let (name, value) = files::keep(&hash, &file);
        changes.push((name, Some(value)));
        self.state.files.insert(hash, file);
        self.commit(Commit { state: changes, ..Commit::default() })
    }

    /// More is known than before: what could not be opened is looked at again.
    pub(super) fn try_all_again(&mut self) {
        self.unready.clear();
        self.strange.clear();
    }

    /// Takes what is in a file.
    fn take(&mut self, bytes: &[u8]) -> Found {
        let taken = |kind, progress, changes| Found::Taken { kind, progress, changes };
        let applied = |kind, changes| taken(kind, Progress::Applied, changes);
        match judge(&self.state, bytes) {
            Judged::Beginning(record) => applied(FileKind::Genesis, self.take_records(vec![*record])),
            Judged::Invitation => applied(FileKind::Invitation, Vec::new()),
            Judged::Keys(envelope) => applied(FileKind::Keys, self.take_envelope(&envelope)),
            Judged::Membership(records, envelope) => {
                let mut changes = self.take_records(records);
                let is_right = |envelope: &&Envelope| self.state.is_by_its_author(envelope) == Some(true);
                if let Some(envelope) = envelope.as_ref().filter(is_right) {
                    changes.extend(self.take_envelope(envelope));
                }
                applied(FileKind::Membership, changes)
            }
            Judged::Entries(runs) => {
                self.decoded.hold(FileHash::of(bytes), runs);
                taken(FileKind::Entries, Progress::Waiting, Vec::new())
            }
            Judged::Locked { .. } | Judged::UnknownAuthor { .. } => Found::Later,
            // Anybody can write these; kept and mended they would stay for good.
            Judged::Junk | Judged::OtherFirm | Judged::ForgedKeys { .. } => Found::Strange,
            Judged::Newer => Found::Newer,
            Judged::Malformed(kind) => Found::Wrong(kind),
        }
    }

    fn take_records(&mut self, records: Vec<SignedRecord>) -> Vec<StateChange> {
        let mut changes = Vec::new();
        for record in records {
            let change = super::state::keep_record(&record);
            if self.state.add_record(record) {
                changes.push(change);
            }
        }
        if !changes.is_empty() {
            self.try_all_again();
        }
        changes
    }

    /// Takes the keys of an envelope, which its author made.
    fn take_envelope(&mut self, envelope: &Envelope) -> Vec<StateChange> {
        let keys = envelope.open(self.state.identity.device, &self.state.identity.keys).unwrap_or_default();
        // Its keys open what it sealed. That others have them is not taken on the word of a device that never came in:
        // who belongs to the firm hands them out once more.
        let is_known = self.state.membership.device(envelope.author).is_some();
        let mut changes = if is_known { self.note_hand_out(envelope) } else { Vec::new() };
        changes.extend(self.take_keys(keys));
        changes
    }

    pub(super) fn take_keys(&mut self, keys: Vec<EpochKey>) -> Vec<StateChange> {
        let mut changes = Vec::new();
        for key in keys {
            let change = super::state::keep_key(&key);
            if self.state.keyring.add(key) {
                changes.push(change);
            }
        }
        if !changes.is_empty() {
            self.try_all_again();
        }
        changes
    }
}

/// The bytes of a file that are those of its name, wherever a copy lies; or why there are none.
fn whole(
    world: &mut World<'_>,
    hash: &FileHash,
    files: &[Listed],
    read: &mut u64,
) -> Result<(String, Vec<u8>), Why> {
    let mut why = Why::Torn;
    for file in files.iter().filter(|file| file.bytes <= LONGEST_FILE) {
        match world.folder.read(&file.path) {
            Ok(bytes) => {
                *read += bytes.len() as u64;
                if FileHash::of(&bytes) == *hash || mutation::is(Mutation::SkipHash) {
                    return Ok((file.path.clone(), bytes));
                }
            }
            Err(FolderError::Unreachable { .. }) => return Err(Why::Unreadable),
            Err(_) => why = Why::Unreadable,
        }
    }
    Err(why)
}

/// Whether the folder is the workspace's. Writing into a folder that only looks empty, because a drive is not there, would
/// tell people that all is in step when nothing is.
pub(super) fn recognise(state: &State, listing: &Listing, folder: &mut dyn Folder) -> FolderState {
    if listing.paths.contains_key(&state.genesis.file) || mutation::is(Mutation::WriteAnywhere) {
        return FolderState::Right;
    }
    if listing.paths.keys().any(|hash| state.files.contains_key(hash)) {
        // Some of it is there: what is missing, the beginning too, is written again.
        return FolderState::Right;
    }
    let beginnings = listing.paths.values().flatten().filter(|file| is_genesis_path(&file.path));
    for file in beginnings {
        if let Ok(bytes) = folder.read(&file.path)
            && bytes.starts_with(&MAGIC)
            && bytes.get(4) == Some(&FileKind::Genesis.number())
            && FileHash::in_path(&file.path).contains(&FileHash::of(&bytes))
        {
            return FolderState::Foreign;
        }
    }
    let was_there = state.files.values().any(|file| file.was_listed);
    if was_there { FolderState::Missing } else { FolderState::Right }
}

/// Whether a file is named as a beginning is.
fn is_genesis_path(path: &str) -> bool {
    path.to_lowercase().starts_with("g-")
}

pub(super) fn read_rank(path: &str) -> u8 {
    match path.split('/').next().unwrap_or_default().to_lowercase().as_str() {
        "k" => 1,
        "m" => 2,
        "s" => 3,
        "p" => 4,
        "o" => 5,
        _ => 0,
    }
}
