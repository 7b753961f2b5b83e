//! Listing the folder and reading what is new in it.

use std::collections::HashMap;

use pelikirja_crypto::{Hash, SealedFile, SealedFileError};

use super::state::Keyring;
use super::unready::Why;
use super::{Engine, EngineError, FolderState, Listing, Report, Trouble, World};
use crate::container::read_container;
use crate::entry::EpochKey;
use crate::envelope::Envelope;
use crate::files::{self, FileKind, FileRecord, Progress};
use crate::membership::SignedRecord;
use crate::mutation::{self, Mutation};
use crate::name::FileHash;
use crate::ports::{Commit, FolderError, Listed, Replica, StateChange};
use crate::wire::{Reader, WireError, Writer};

/// How every file begins: three letters and the number of the format.
pub(super) const MAGIC: [u8; 4] = *b"PLK\x01";
/// Bytes of the beginning: the magic and the kind.
pub(super) const BEGINNING: usize = 5;
/// The most that one round reads, so that its caller can show progress and stop.
const MOST_READ: u64 = 32 << 20;
/// The most that a sealed file may hold when it is opened.
pub(super) const MOST_CONTENT: usize = 64 << 20;
/// The longest file that is read at all.
const LONGEST_FILE: u64 = 80 << 20;

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

/// Who made an envelope.
enum Author {
    /// The device that it says, and what it brought.
    Right(Vec<StateChange>),
    /// A device that is not known here yet.
    Unknown,
    /// Not the device that it says.
    Other,
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
        let mut paths: HashMap<FileHash, Vec<Listed>> = HashMap::new();
        for file in listed {
            for hash in FileHash::in_path(&file.path) {
                paths.entry(hash).or_default().push(file.clone());
            }
        }
        let listing = Listing { paths };
        report.folder = self.recognise(&listing, world);
        (report.folder == FolderState::Right).then_some(listing)
    }

    /// Whether the folder is the workspace's. Writing into a folder that only looks empty, because a drive is not
    /// there, would tell people that all is in step when nothing is.
    fn recognise(&self, listing: &Listing, world: &mut World<'_>) -> FolderState {
        if listing.paths.contains_key(&self.state.genesis.file) || mutation::is(Mutation::WriteAnywhere) {
            return FolderState::Right;
        }
        if listing.paths.keys().any(|hash| self.state.files.contains_key(hash)) {
            // Some of it is there: what is missing, the beginning too, is written again.
            return FolderState::Right;
        }
        let beginnings = listing.paths.values().flatten().filter(|file| is_genesis_path(&file.path));
        for file in beginnings {
            if let Ok(bytes) = world.folder.read(&file.path)
                && bytes.starts_with(&MAGIC)
                && bytes.get(4) == Some(&FileKind::Genesis.number())
                && FileHash::in_path(&file.path).contains(&FileHash::of(&bytes))
            {
                return FolderState::Foreign;
            }
        }
        let was_there = self.state.files.values().any(|file| file.was_listed);
        if was_there { FolderState::Missing } else { FolderState::Right }
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
            match self.take(&bytes)? {
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
                        spans: Vec::new(),
                        redacted: false,
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
                        spans: Vec::new(),
                        redacted: false,
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

    /// Makes out what a file is.
    fn take(&mut self, bytes: &[u8]) -> Result<Found, EngineError> {
        let Some((beginning, content)) = bytes.split_at_checked(BEGINNING) else { return Ok(Found::Strange) };
        if beginning.get(..3) != MAGIC.get(..3) {
            return Ok(Found::Strange);
        }
        if beginning.get(3) != MAGIC.get(3) {
            return Ok(Found::Newer);
        }
        let Some(kind) = beginning.get(4).copied().and_then(FileKind::from_number) else {
            return Ok(Found::Newer);
        };
        let taken = |progress, changes| Found::Taken { kind, progress, changes };
        Ok(match kind {
            FileKind::Genesis if FileHash::of(bytes) == self.state.genesis.file => {
                match SignedRecord::from_bytes(content) {
                    Ok(record) => taken(Progress::Applied, self.take_records(vec![record])),
                    Err(_) => Found::Wrong(kind),
                }
            }
            FileKind::Genesis => Found::Strange,
            FileKind::Invitation => taken(Progress::Applied, Vec::new()),
            FileKind::Keys => match Envelope::from_bytes(content) {
                Ok(envelope) => match self.take_envelope(&envelope) {
                    Author::Right(changes) => taken(Progress::Applied, changes),
                    Author::Unknown => Found::Later,
                    // Anybody can write such a file; kept and mended it would stay for good.
                    Author::Other => Found::Strange,
                },
                Err(_) => Found::Strange,
            },
            FileKind::Membership => match self.open_sealed(bytes) {
                Opened::Content(content) => match read_membership(&content) {
                    Ok((records, envelope)) => {
                        let mut changes = self.take_records(records);
                        if let Some(Author::Right(more)) = envelope.map(|found| self.take_envelope(&found)) {
                            changes.extend(more);
                        }
                        taken(Progress::Applied, changes)
                    }
                    Err(_) => Found::Wrong(kind),
                },
                Opened::Wrong => Found::Wrong(kind),
                Opened::NoKey => Found::Later,
                Opened::Strange => Found::Strange,
            },
            FileKind::Entries => match self.open_sealed(bytes) {
                Opened::Content(content) => match read_container(&content) {
                    Ok(runs) => {
                        self.decoded.insert(FileHash::of(bytes), runs);
                        taken(Progress::Waiting, Vec::new())
                    }
                    Err(_) => Found::Wrong(kind),
                },
                Opened::Wrong => Found::Wrong(kind),
                Opened::NoKey => Found::Later,
                Opened::Strange => Found::Strange,
            },
        })
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

    /// Takes the keys of an envelope.
    fn take_envelope(&mut self, envelope: &Envelope) -> Author {
        let Some(author) = self.state.membership.device(envelope.author) else { return Author::Unknown };
        if !envelope.is_by(&author.keys) {
            return Author::Other;
        }
        let keys = envelope.open(self.state.identity.device, &self.state.identity.keys).unwrap_or_default();
        let mut changes = self.note_hand_out(envelope);
        changes.extend(self.take_keys(keys));
        Author::Right(changes)
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

    pub(super) fn open_sealed(&self, bytes: &[u8]) -> Opened {
        open_with(&self.state.keyring, bytes)
    }
}

/// Opens a sealed file with whatever key of its epoch fits.
fn open_with(keyring: &Keyring, bytes: &[u8]) -> Opened {
    let Ok(sealed) = SealedFile::parse(bytes) else { return Opened::Strange };
    for key in keyring.of(sealed.epoch()) {
        match sealed.open(key, MOST_CONTENT) {
            Ok(content) => return Opened::Content(content),
            Err(SealedFileError::WrongKey) => {}
            // Its name is the hash of its bytes, so it is not damaged: whoever has the key made it so.
            Err(_) => return Opened::Wrong,
        }
    }
    // Another owner may have begun the same epoch with another key, which comes yet.
    Opened::NoKey
}

/// The records in a file of membership, as far as the keys open it.
pub(super) fn open_membership(bytes: &[u8], keyring: &Keyring) -> Vec<SignedRecord> {
    match open_with(keyring, bytes) {
        Opened::Content(content) => read_membership(&content).map(|(records, _)| records).unwrap_or_default(),
        Opened::Wrong | Opened::NoKey | Opened::Strange => Vec::new(),
    }
}

/// What came of opening a sealed file.
pub(super) enum Opened {
    Content(Vec<u8>),
    /// One of the firm's keys seals it, and it is no sealed file.
    Wrong,
    NoKey,
    Strange,
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

/// Whether a file is named as a beginning is.
fn is_genesis_path(path: &str) -> bool {
    path.to_lowercase().starts_with("g-")
}

fn read_rank(path: &str) -> u8 {
    match path.split('/').next().unwrap_or_default().to_lowercase().as_str() {
        "k" => 1,
        "m" => 2,
        "s" => 3,
        "p" => 4,
        "o" => 5,
        _ => 0,
    }
}

/// The content of a file of membership records: the records, and keys that go with them.
pub(super) fn write_membership(records: &[&SignedRecord], envelope: Option<&Envelope>) -> Vec<u8> {
    let mut out = Writer::new();
    out.array(2).array(records.len() as u64);
    for record in records {
        out.bytes(&record.to_bytes());
    }
    match envelope {
        Some(envelope) => out.bytes(&envelope.to_bytes()),
        None => out.null(),
    };
    out.into_bytes()
}

fn read_membership(content: &[u8]) -> Result<(Vec<SignedRecord>, Option<Envelope>), WireError> {
    let mut reader = Reader::new(content);
    reader.parts(2)?;
    let records = reader.list(|reader| {
        SignedRecord::from_bytes(reader.bytes()?).map_err(|error| WireError(error.to_string()))
    })?;
    let envelope = if reader.null()? { None } else { Some(Envelope::from_bytes(reader.bytes()?)?) };
    reader.end()?;
    Ok((records, envelope))
}

/// The hash of nothing, before the first entry of a chain.
pub(super) fn nothing() -> Hash {
    Hash([0; 32])
}
