//! The folder of a workspace.
//!
//! ```text
//! key.json        the sealed workspace key
//! pelikirja.db    the SQLCipher file (and its -wal and -shm while open)
//! lock            held while a program has the workspace open
//! unfinished      there until a workspace that is being made can be used
//! backups/        daily backups
//! ```

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use pelikirja_crypto::{KdfParameters, KeyFile, SecretKey};
use tempfile::NamedTempFile;

use crate::{Result, StoreError};

/// Paths of a workspace.
#[derive(Debug, Clone)]
pub struct WorkspaceFolder(PathBuf);

impl WorkspaceFolder {
    /// The workspace in this folder, whether it exists or not.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The sealed key.
    pub fn key_file(&self) -> PathBuf {
        self.0.join("key.json")
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.0.join("pelikirja.db")
    }

    /// Daily backups.
    pub fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    /// Whether a workspace is here, as far as the file names tell.
    pub fn exists(&self) -> bool {
        self.key_file().exists() || self.database().exists()
    }

    /// Whether a workspace is here that can be used: one of which the making was broken off is not.
    pub fn is_made(&self) -> bool {
        self.exists() && !self.is_unfinished()
    }

    /// Says that the workspace in this folder is still being made.
    pub fn unfinished_mark(&self) -> PathBuf {
        self.0.join("unfinished")
    }

    pub(crate) fn is_unfinished(&self) -> bool {
        self.unfinished_mark().exists()
    }

    pub(crate) fn mark_unfinished(&self) -> Result<()> {
        replace_file(&self.unfinished_mark(), b"")
    }

    /// From now on this is a workspace like any other.
    pub(crate) fn mark_finished(&self) -> Result<()> {
        let mark = self.unfinished_mark();
        match fs::remove_file(&mark) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::at(error, &mark)),
            _ => {
                sync_folder(&self.0);
                Ok(())
            }
        }
    }

    /// Renames the database of a workspace that was never finished, so that another takes its place.
    pub(crate) fn set_database_aside(&self) -> Result<()> {
        let names = (1..).map(|number| self.0.join(format!("unfinished-{number}.db")));
        let Some(free) = names.into_iter().find(|name| !name.exists()) else { return Ok(()) };
        // The log first: without it the database is as it was before.
        for extension in ["db-wal", "db-shm", "db"] {
            let file = self.database().with_extension(extension);
            match fs::rename(&file, free.with_extension(extension)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::at(error, &file));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether there is a database. SQLite makes an empty file before it writes the first page: that is none yet.
    pub(crate) fn has_database(&self) -> bool {
        fs::metadata(self.database()).is_ok_and(|metadata| metadata.len() > 0)
    }

    /// Renames a key file, so that another takes its place. Returns where it is now, if there was one.
    pub(crate) fn set_key_aside(&self) -> Result<Option<PathBuf>> {
        let key_file = self.key_file();
        if !key_file.exists() {
            return Ok(None);
        }
        let names = (1..).map(|number| self.0.join(format!("key-without-database-{number}.json")));
        let free = names.into_iter().find(|name| !name.exists()).unwrap_or_else(|| self.0.join("key.old"));
        fs::rename(&key_file, &free).map_err(|error| StoreError::at(error, &key_file))?;
        Ok(Some(free))
    }

    /// Reads the sealed key.
    ///
    /// # Errors
    /// [`StoreError::NotAWorkspace`] without any of the files, [`StoreError::KeyFile`] when it is missing beside a
    /// database or damaged.
    pub fn read_key_file(&self) -> Result<KeyFile> {
        let path = self.key_file();
        match fs::read_to_string(&path) {
            Ok(text) => Ok(KeyFile::from_json(&text)?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !self.database().exists() => {
                Err(StoreError::NotAWorkspace { folder: self.0.clone() })
            }
            Err(error) => Err(StoreError::KeyFile(format!("{}: {error}", path.display()))),
        }
    }

    /// Seals the key with a passphrase and replaces the file in one step.
    ///
    /// # Errors
    /// When the folder may not be written or the disk is full; the file is as before then.
    pub fn write_key_file(&self, key: &SecretKey, passphrase: &str, kdf: KdfParameters) -> Result<()> {
        let sealed = KeyFile::seal(key, passphrase, kdf)?;
        // What is written must open, or the workspace would be lost with the next start.
        if sealed.open(passphrase)?.expose() != key.expose() {
            return Err(StoreError::KeyFile("the sealed key does not open".to_owned()));
        }
        replace_file(&self.key_file(), sealed.to_json().as_bytes())
    }

    /// Where the lock is.
    pub fn lock_file(&self) -> PathBuf {
        self.0.join("lock")
    }

    /// Takes the lock that says that a program has the workspace open; it is held until the file is dropped.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::ReadOnly`], [`StoreError::DiskFull`].
    pub fn lock(&self) -> Result<File> {
        let path = self.lock_file();
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| StoreError::at(error, &path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse { folder: self.0.clone() }),
            Err(TryLockError::Error(error)) => Err(StoreError::at(error, &path)),
        }
    }
}

/// Writes a file so that a reader sees either the old or the new content, even after a crash.
pub(crate) fn replace_file(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = (|| {
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        sync_folder(folder);
        Ok(())
    })();
    written.map_err(|error| StoreError::at(error, path))
}

/// Waits until the names in a folder are on the disk; without it a power cut may take back a rename.
pub(crate) fn sync_folder(folder: &Path) {
    // Windows opens no folders, and some network drives refuse: they write names when they like.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
