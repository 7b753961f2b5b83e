//! What the engine needs of the world.

use crate::entry::AcceptedEntry;

/// A moment, milliseconds since 1970 UTC.
pub use pelikirja_domain::Instant;

/// Where a file lies and how long it is, as a listing tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Path relative to the folder, parts separated by `/`.
    pub path: String,
    /// Length in bytes; a carrier may list a file before its bytes are there.
    pub bytes: u64,
}

/// Why a folder did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    /// There is no such file, or not any more.
    #[error("{path} is not in the folder")]
    NotFound {
        /// The file.
        path: String,
    },
    /// Neither listing nor reading works: unplugged, unmounted, no network.
    #[error("the folder is not reachable: {reason}")]
    Unreachable {
        /// What the system said.
        reason: String,
    },
    /// The file is held by another program, or its content is on its way; worth another try.
    #[error("{path} is not ready: {reason}")]
    Busy {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The disk or the quota is full.
    #[error("no room for {path}")]
    Full {
        /// The file.
        path: String,
    },
    /// Writing is not allowed.
    #[error("{path} may not be written")]
    ReadOnly {
        /// The file.
        path: String,
    },
}

/// A folder that some carrier copies between machines. Nothing about it is trusted: listings are late, files are
/// torn, renamed, doubled, gone and back.
pub trait Folder {
    /// Every file in the folder, in no order.
    ///
    /// # Errors
    /// [`FolderError::Unreachable`] when the folder cannot be listed as a whole.
    fn list(&mut self) -> Result<Vec<Listed>, FolderError>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Any [`FolderError`].
    fn read(&mut self, path: &str) -> Result<Vec<u8>, FolderError>;

    /// Writes a new file. What it reports as written may be torn all the same; the engine reads it back.
    ///
    /// # Errors
    /// Any [`FolderError`].
    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), FolderError>;

    /// Removes a file; one that is gone already is no error.
    ///
    /// # Errors
    /// Any [`FolderError`].
    fn delete(&mut self, path: &str) -> Result<(), FolderError>;
}

/// The local database failed; nothing has changed then.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ReplicaError(#[from] pub Box<dyn std::error::Error + Send + Sync>);

/// Operations that were committed here and that no entry holds yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outbox {
    /// The operations, oldest first.
    pub operations: Vec<Vec<u8>>,
    /// What to hand back in [`Commit::published`] once an entry holds them.
    pub until: u64,
}

/// A small value that the engine has kept: its name and its bytes.
pub type Kept = (Vec<u8>, Vec<u8>);

/// A small value that the engine keeps: its name and, unless it is to be forgotten, its bytes.
pub type StateChange = (Vec<u8>, Option<Vec<u8>>);

/// What is written together or not at all.
#[derive(Debug, Default)]
pub struct Commit {
    /// Entries to apply, in this order, each once. Own entries are among them when they are published: what they do is
    /// done here already, and now it is known as what they stand.
    pub accepted: Vec<AcceptedEntry>,
    /// Entries that were applied and now stand differently, because of what became known of their author.
    pub restated: Vec<AcceptedEntry>,
    /// How far the outbox is in entries now.
    pub published: Option<u64>,
    /// Values of the engine.
    pub state: Vec<StateChange>,
}

impl Commit {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty()
            && self.restated.is_empty()
            && self.published.is_none()
            && self.state.is_empty()
    }
}

/// What one device keeps: its database, and the sealed files that it published or applied.
pub trait Replica {
    /// Every value that [`Commit::state`] has kept.
    ///
    /// # Errors
    /// [`ReplicaError`].
    fn state(&mut self) -> Result<Vec<Kept>, ReplicaError>;

    /// Operations that wait to be published, at least one if there are any, else up to so many bytes.
    ///
    /// # Errors
    /// [`ReplicaError`].
    fn outbox(&mut self, most_bytes: usize) -> Result<Outbox, ReplicaError>;

    /// How many things were ever erased here for good, by whoever may. It only grows.
    ///
    /// # Errors
    /// [`ReplicaError`].
    fn erasures(&mut self) -> Result<u64, ReplicaError>;

    /// Which of these operations tell of something that was erased for good, by their places.
    ///
    /// # Errors
    /// [`ReplicaError`].
    fn erased(&mut self, operations: &[&[u8]]) -> Result<Vec<usize>, ReplicaError>;

    /// Writes all of it durably, or nothing.
    ///
    /// # Errors
    /// [`ReplicaError`].
    fn commit(&mut self, commit: Commit) -> Result<(), ReplicaError>;

    /// Keeps a sealed file durably, before anything in a commit rests on it.
    ///
    /// # Errors
    /// [`ReplicaError`].
    fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReplicaError>;

    /// A kept file; none when it was lost.
    ///
    /// # Errors
    /// [`ReplicaError`].
    fn kept(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReplicaError>;

    /// The names of all kept files.
    ///
    /// # Errors
    /// [`ReplicaError`].
    fn kept_names(&mut self) -> Result<Vec<String>, ReplicaError>;

    /// Forgets a kept file.
    ///
    /// # Errors
    /// [`ReplicaError`].
    fn discard(&mut self, name: &str) -> Result<(), ReplicaError>;
}
