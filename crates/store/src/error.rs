//! What can go wrong in the store, as far as a caller tells it apart.

use std::path::PathBuf;

use pelikirja_crypto::KeyFileError;

/// Why the store refuses.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program has the workspace open.
    #[error("the workspace in {folder} is open in another program")]
    InUse {
        /// The workspace; empty when the database does not say.
        folder: PathBuf,
    },
    /// The folder holds a workspace already.
    #[error("there is a workspace in {folder} already")]
    Exists {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder holds no workspace.
    #[error("there is no workspace in {folder}")]
    NotAWorkspace {
        /// The folder.
        folder: PathBuf,
    },
    /// A newer program wrote the database.
    #[error("the database has schema {found}, this program knows {known}: install the newer version")]
    NewerSchema {
        /// Schema number of the file.
        found: i64,
        /// Newest schema number that this program knows.
        known: i64,
    },
    /// The database is damaged.
    #[error("the database is damaged ({0}): restore a backup")]
    Damaged(String),
    /// The key file is damaged.
    #[error("the key file cannot be used: {0}")]
    KeyFile(String),
    /// The passphrase does not open the key file.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// No room: the disk is full, a quota is used up, or a limit on the size of files is reached.
    #[error("the disk takes no more data")]
    DiskFull,
    /// The folder or file may not be written.
    #[error("{path} may not be written")]
    ReadOnly {
        /// The folder or file; empty when the database does not say.
        path: PathBuf,
    },
    /// Not a backup, or a damaged one.
    #[error("{path} is not a usable backup: {reason}")]
    BadBackup {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// No such record.
    #[error("no such record")]
    NotFound,
    /// The transaction was undone before.
    #[error("already undone")]
    AlreadyUndone,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            // SQLite calls only one of the reasons for which a disk takes no more "full".
            Some(ErrorCode::SystemIoFailure) if is_refused_write(&error) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly { path: PathBuf::new() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::InUse { folder: PathBuf::new() }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Other(error.into()),
        }
    }
}

fn is_refused_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE};
    let code = error.sqlite_error().map(|error| error.extended_code);
    code.is_some_and(|code| [SQLITE_IOERR_WRITE, SQLITE_IOERR_SHMSIZE].contains(&code))
}

impl From<KeyFileError> for StoreError {
    fn from(error: KeyFileError) -> Self {
        match error {
            KeyFileError::WrongPassphrase => Self::WrongPassphrase,
            other => Self::KeyFile(other.to_string()),
        }
    }
}

impl From<pelikirja_crypto::RandomError> for StoreError {
    fn from(error: pelikirja_crypto::RandomError) -> Self {
        Self::Other(error.into())
    }
}

impl StoreError {
    /// Names the file that an operation of the file system was about.
    pub fn at(error: std::io::Error, path: &std::path::Path) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::FileTooLarge => Self::DiskFull,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly { path: path.to_owned() }
            }
            _ => Self::Other(anyhow::Error::new(error).context(path.display().to_string())),
        }
    }
}
