//! What the engine keeps, in the workspace: values in its database, sealed files in a folder beside it.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Weak;

use pelikirja_store::exchange::{EntryAuthor, ExchangeBatch, ExchangeEntry};
use pelikirja_sync::membership::Standing;
use pelikirja_sync::{AcceptedEntry, Commit, Kept, Outbox, Replica, ReplicaError};

use crate::error::{AppError, ErrorCode};
use crate::session::{Session, SessionData};

/// Folder of the sealed files that this machine keeps, beside its database.
const KEPT_FOLDER: &str = "kept";

/// The workspace as the engine sees it. It does not keep the workspace open.
pub(super) struct WorkspaceReplica {
    session: Weak<SessionData>,
    folder: PathBuf,
}

impl WorkspaceReplica {
    pub fn new(session: &Session) -> Self {
        let folder = session.store().folder().path().join(KEPT_FOLDER);
        Self { session: session.downgrade(), folder }
    }

    fn session(&self) -> Result<Session, ReplicaError> {
        Session::upgrade(&self.session)
            .ok_or_else(|| failed(AppError::new(ErrorCode::Locked, "the workspace was closed")))
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.plk"))
    }
}

impl Replica for WorkspaceReplica {
    fn state(&mut self) -> Result<Vec<Kept>, ReplicaError> {
        self.session()?.store().sync_state().map_err(failed)
    }

    fn outbox(&mut self, most_bytes: usize) -> Result<Outbox, ReplicaError> {
        let unpublished = self.session()?.store().unpublished(most_bytes).map_err(failed)?;
        Ok(Outbox { operations: unpublished.operations, until: unpublished.until })
    }

    fn erasures(&mut self) -> Result<u64, ReplicaError> {
        self.session()?.store().erasures().map_err(failed)
    }

    fn erased(&mut self, operations: &[&[u8]]) -> Result<Vec<usize>, ReplicaError> {
        self.session()?.store().erased_among(operations).map_err(failed)
    }

    fn commit(&mut self, commit: Commit) -> Result<(), ReplicaError> {
        let entries = commit.accepted.into_iter().chain(commit.restated).map(exchanged).collect();
        let batch = ExchangeBatch { entries, state: commit.state, published: commit.published };
        let session = self.session()?;
        let applied = session.store().apply_exchange(&batch).map_err(failed)?;
        if session.sync().is_in_round() {
            session.follow_but_signals(&applied.touched);
        } else {
            session.follow(&applied.touched);
        }
        Ok(())
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReplicaError> {
        let path = self.at(name);
        match fs::read(&path) {
            Ok(found) if found == bytes => return Ok(()),
            _ => {}
        }
        write_durably(&self.folder, &path, bytes).map_err(failed)
    }

    fn kept(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReplicaError> {
        match fs::read(self.at(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    fn kept_names(&mut self) -> Result<Vec<String>, ReplicaError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            names.extend(
                stem.filter(|_| path.extension().is_some_and(|kind| kind == "plk")).map(str::to_owned),
            );
        }
        Ok(names)
    }

    fn discard(&mut self, name: &str) -> Result<(), ReplicaError> {
        match fs::remove_file(self.at(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        }
    }
}

/// Removes what was kept for a workspace that is given up.
pub(super) fn remove_kept(workspace: &Path) -> std::io::Result<()> {
    let folder = workspace.join(KEPT_FOLDER);
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "plk") {
            fs::remove_file(path)?;
        }
    }
    fs::remove_dir(folder)
}

/// After a crash it is there whole or not at all.
fn write_durably(folder: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut half = tempfile::NamedTempFile::new_in(folder)?;
    half.write_all(bytes)?;
    half.as_file().sync_all()?;
    half.persist(path).map_err(|error| error.error)?;
    // Elsewhere a folder cannot be opened, and renaming is as durable as it gets.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn exchanged(entry: AcceptedEntry) -> ExchangeEntry {
    let author = match entry.standing {
        Standing::Member(role) => Some(EntryAuthor { member: entry.member, role }),
        Standing::Quarantined | Standing::Unknown => None,
    };
    ExchangeEntry {
        chain: entry.place.chain,
        number: entry.place.number,
        hash: *entry.place.hash.as_bytes(),
        device: entry.writing.device,
        author,
        operations: entry.operations,
    }
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> ReplicaError {
    ReplicaError(Box::new(error))
}
