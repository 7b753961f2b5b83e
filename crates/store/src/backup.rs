//! Backups: one encrypted file that holds the sealed key and the database.
//!
//! Layout: the magic line, the length of the key file (8 bytes, little endian), the key file, the SQLCipher file,
//! and BLAKE3 over all of that (32 bytes). Nothing in it is readable without the passphrase.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use pelikirja_crypto::{KeyFile, SecretKey};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::connection::{self, READER_CACHE_KIB};
use crate::store::DATABASE_KEY_CONTEXT;
use crate::workspace::WorkspaceFolder;
use crate::{Result, StoreError, check};

const MAGIC: &[u8] = b"Pelikirja backup 1\n";
const KEY_FILE_LIMIT: u64 = 64 * 1024;

/// Copies the database page by page while others go on, then packs it. Returns whether it was finished.
pub(crate) fn write_backup(
    source: &Connection,
    key: &SecretKey,
    folder: &WorkspaceFolder,
    path: &Path,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<bool> {
    let copy = path.with_extension("copying");
    let packed = path.with_extension("packing");
    let result = (|| {
        remove(&copy)?;
        if !copy_database(source, &copy, key, progress)? {
            return Ok(false);
        }
        let key_file =
            fs::read(folder.key_file()).map_err(|error| StoreError::at(error, &folder.key_file()))?;
        pack(&key_file, &copy, &packed).map_err(|error| StoreError::at(error, &packed))?;
        fs::rename(&packed, path).map_err(|error| StoreError::at(error, path))?;
        Ok(true)
    })();
    for temporary in [&copy, &packed] {
        // Best effort: what matters is the result.
        let _ = remove(temporary);
    }
    result
}

fn copy_database(
    source: &Connection,
    copy: &Path,
    key: &SecretKey,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<bool> {
    let create = File::create_new(copy).map_err(|error| StoreError::at(error, copy));
    drop(create?);
    let mut target = Connection::open(copy)?;
    connection::apply_key(&target, "PRAGMA key", key)?;
    let backup = Backup::new(source, &mut target)?;
    loop {
        let step = backup.step(2_000)?;
        let state = backup.progress();
        let total = u64::try_from(state.pagecount).unwrap_or(0);
        let done = total - u64::try_from(state.remaining).unwrap_or(0).min(total);
        match step {
            StepResult::Done => return Ok(true),
            _ if !progress(done, total) => return Ok(false),
            _ => {}
        }
    }
}

fn pack(key_file: &[u8], database: &Path, packed: &Path) -> io::Result<()> {
    let mut output = Hashing { inner: BufWriter::new(File::create(packed)?), hasher: blake3::Hasher::new() };
    output.write_all(MAGIC)?;
    output.write_all(&(key_file.len() as u64).to_le_bytes())?;
    output.write_all(key_file)?;
    io::copy(&mut File::open(database)?, &mut output)?;
    let Hashing { mut inner, hasher } = output;
    inner.write_all(hasher.finalize().as_bytes())?;
    inner.flush()?;
    inner.get_ref().sync_all()
}

struct Hashing<W> {
    inner: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Whether a file begins as a backup does.
///
/// # Errors
/// When it is not there or cannot be read.
pub fn is_backup(path: &Path) -> io::Result<bool> {
    let mut head = Vec::with_capacity(MAGIC.len());
    File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut head)?;
    Ok(head == MAGIC)
}

/// Unpacks a backup into a folder that holds no workspace, and opens it once to see that it is whole.
///
/// # Errors
/// [`StoreError::Exists`], [`StoreError::BadBackup`], [`StoreError::WrongPassphrase`]; the folder is as before then.
pub fn restore_backup(backup: &Path, folder: &WorkspaceFolder, passphrase: &str) -> Result<()> {
    if folder.exists() {
        return Err(StoreError::Exists { folder: folder.path().to_owned() });
    }
    let existed = folder.path().exists();
    fs::create_dir_all(folder.path()).map_err(|error| StoreError::at(error, folder.path()))?;
    let result = unpack(backup, folder).and_then(|()| check_restored(backup, folder, passphrase));
    if result.is_err() {
        for file in [folder.key_file(), folder.database()] {
            // Best effort: the first error is the one that matters.
            let _ = remove(&file);
            let _ = remove(&file.with_extension("db-wal"));
            let _ = remove(&file.with_extension("db-shm"));
        }
        if !existed {
            let _ = fs::remove_dir(folder.path());
        }
    }
    result
}

fn unpack(backup: &Path, folder: &WorkspaceFolder) -> Result<()> {
    let bad = |reason: &str| StoreError::BadBackup { path: backup.to_owned(), reason: reason.to_owned() };
    let file = File::open(backup).map_err(|error| StoreError::at(error, backup))?;
    let length = file.metadata().map_err(|error| StoreError::at(error, backup))?.len();
    let overhead = MAGIC.len() as u64 + 8 + 32;
    let content = length.checked_sub(overhead).ok_or_else(|| bad("it is too short"))?;
    let mut input = BufReader::new(file);
    let mut hasher = blake3::Hasher::new();
    let mut head = vec![0; MAGIC.len() + 8];
    let read_error = |error| StoreError::at(error, backup);
    input.read_exact(&mut head).map_err(read_error)?;
    hasher.update(&head);
    let (magic, size) = head.split_at(MAGIC.len());
    if magic != MAGIC {
        return Err(bad("it does not begin as a backup does"));
    }
    let size = u64::from_le_bytes(size.try_into().map_err(|_| bad("it is too short"))?);
    if size > KEY_FILE_LIMIT || size > content {
        return Err(bad("its key file has an impossible length"));
    }
    let mut key_file = vec![0; usize::try_from(size).map_err(|_| bad("its key file is too long"))?];
    input.read_exact(&mut key_file).map_err(read_error)?;
    hasher.update(&key_file);
    let text = std::str::from_utf8(&key_file).map_err(|_| bad("its key file is not text"))?;
    KeyFile::from_json(text).map_err(|error| bad(&error.to_string()))?;
    let path = folder.database();
    let mut database = BufWriter::new(File::create(&path).map_err(|error| StoreError::at(error, &path))?);
    let mut left = content - size;
    let mut buffer = vec![0; 1 << 16];
    while left > 0 {
        let wanted = usize::try_from(left.min(buffer.len() as u64)).unwrap_or(buffer.len());
        let part = buffer.get_mut(..wanted).ok_or_else(|| bad("it is too short"))?;
        input.read_exact(part).map_err(read_error)?;
        hasher.update(part);
        database.write_all(part).map_err(|error| StoreError::at(error, &path))?;
        left -= wanted as u64;
    }
    let mut hash = [0; 32];
    input.read_exact(&mut hash).map_err(read_error)?;
    if hasher.finalize() != blake3::Hash::from_bytes(hash) {
        return Err(bad("its checksum does not fit: it is damaged or incomplete"));
    }
    database
        .flush()
        .and_then(|()| database.get_ref().sync_all())
        .map_err(|error| StoreError::at(error, &path))?;
    let key_path = folder.key_file();
    fs::write(&key_path, key_file).map_err(|error| StoreError::at(error, &key_path))
}

fn check_restored(backup: &Path, folder: &WorkspaceFolder, passphrase: &str) -> Result<()> {
    let key = folder.read_key_file()?.open(passphrase)?.derive(DATABASE_KEY_CONTEXT);
    let database = connection::open(&folder.database(), &key, READER_CACHE_KIB, false)?;
    let problems = check::file_problems(&database)?;
    if problems.is_empty() {
        return Ok(());
    }
    Err(StoreError::BadBackup { path: backup.to_owned(), reason: problems.join("; ") })
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::at(error, path)),
        _ => Ok(()),
    }
}
