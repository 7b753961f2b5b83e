//! Backups: one encrypted file that holds the sealed key and the database.
//!
//! Layout: the magic line, the length of the key file (8 bytes, little endian), the key file, the SQLCipher file,
//! and BLAKE3 over all of that (32 bytes). Nothing in it is readable without the passphrase.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use pelikirja_crypto::{KeyFile, SecretKey};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use tempfile::NamedTempFile;

use crate::connection::{self, Access, READER_CACHE_KIB};
use crate::store::DATABASE_KEY_CONTEXT;
use crate::workspace::{WorkspaceFolder, replace_file, sync_folder};
use crate::{Result, StoreError, check};

const MAGIC: &[u8] = b"Pelikirja backup 1\n";
const PAGES_A_STEP: i32 = 2_000;
const KEY_FILE_LIMIT: u64 = 64 * 1024;

/// Copies the database as it is at this moment, packs the copy and looks at what was written. Returns whether it was
/// finished.
pub(crate) fn write_backup(
    source: &Connection,
    key: &SecretKey,
    folder: &WorkspaceFolder,
    path: &Path,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<bool> {
    let at = |error| StoreError::at(error, path);
    // The workspace's own files above all.
    if path.exists() && !is_backup(path).map_err(at)? {
        return Err(at(io::Error::new(io::ErrorKind::AlreadyExists, "the file is no backup")));
    }
    let parent = path.parent().unwrap_or(Path::new("."));
    // Beside the backup, so that it only has to be renamed.
    let temporary = tempfile::Builder::new().prefix(".pelikirja-backup-").tempdir_in(parent).map_err(at)?;
    let copy = temporary.path().join("copy");
    let packed = temporary.path().join("packed");
    if !copy_database(source, &copy, key, progress)? {
        return Ok(false);
    }
    let problems = check::file_problems(&connection::open(&copy, key, READER_CACHE_KIB, Access::Read)?)?;
    if !problems.is_empty() {
        return Err(StoreError::Damaged(format!("not backed up: {}", problems.join("; "))));
    }
    let key_file = fs::read(folder.key_file()).map_err(|error| StoreError::at(error, &folder.key_file()))?;
    let written = pack(&key_file, &copy, &packed).map_err(at)?;
    if hash_of_packed(&packed).map_err(at)? != written {
        let reason = "the disk does not give back what was written".to_owned();
        return Err(StoreError::BadBackup { path: path.to_owned(), reason });
    }
    fs::rename(&packed, path).map_err(at)?;
    sync_folder(parent);
    Ok(true)
}

fn copy_database(
    source: &Connection,
    copy: &Path,
    key: &SecretKey,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<bool> {
    // Held to the end: otherwise every write meanwhile would make the copy begin again.
    let snapshot = source.unchecked_transaction()?;
    snapshot.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    let mut target = Connection::open(copy)?;
    connection::apply_key(&target, key)?;
    let backup = Backup::new(&snapshot, &mut target)?;
    loop {
        let step = backup.step(PAGES_A_STEP)?;
        let state = backup.progress();
        let total = u64::try_from(state.pagecount).unwrap_or(0);
        let done = total - u64::try_from(state.remaining).unwrap_or(0).min(total);
        match step {
            StepResult::Done => return Ok(true),
            _ if !progress(done, total) => return Ok(false),
            StepResult::More => {}
            _ => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Returns the checksum of what was written.
fn pack(key_file: &[u8], database: &Path, packed: &Path) -> io::Result<blake3::Hash> {
    let mut output = Hashing { inner: BufWriter::new(File::create(packed)?), hasher: blake3::Hasher::new() };
    output.write_all(MAGIC)?;
    output.write_all(&(key_file.len() as u64).to_le_bytes())?;
    output.write_all(key_file)?;
    io::copy(&mut File::open(database)?, &mut output)?;
    let Hashing { mut inner, hasher } = output;
    let hash = hasher.finalize();
    inner.write_all(hash.as_bytes())?;
    inner.flush()?;
    inner.get_ref().sync_all()?;
    Ok(hash)
}

/// The checksum of a packed file as the disk gives it back, its own checksum left out.
fn hash_of_packed(packed: &Path) -> io::Result<blake3::Hash> {
    let file = File::open(packed)?;
    let content = file.metadata()?.len().saturating_sub(32);
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut BufReader::new(file).take(content), &mut hasher)?;
    Ok(hasher.finalize())
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
    if folder.has_database() {
        return Err(StoreError::Exists { folder: folder.path().to_owned() });
    }
    let existed = folder.path().exists();
    fs::create_dir_all(folder.path()).map_err(|error| StoreError::at(error, folder.path()))?;
    let mut aside = None;
    let result = unpack(backup, folder, &mut aside).and_then(|()| check_restored(backup, folder, passphrase));
    if result.is_err() {
        for file in [folder.key_file(), folder.database()] {
            // Best effort: the first error is the one that matters.
            let _ = remove(&file);
            let _ = remove(&file.with_extension("db-wal"));
            let _ = remove(&file.with_extension("db-shm"));
        }
        let _ = aside.map(|aside| fs::rename(aside, folder.key_file()));
        if !existed {
            let _ = fs::remove_dir(folder.path());
        }
    }
    result
}

/// `aside` gets the place of a key file without a database that was in the way.
fn unpack(backup: &Path, folder: &WorkspaceFolder, aside: &mut Option<PathBuf>) -> Result<()> {
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
    // Named only once it is whole: a folder never holds half a database.
    let file = NamedTempFile::new_in(folder.path()).map_err(|error| StoreError::at(error, &path))?;
    let mut database = BufWriter::new(file);
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
        .and_then(|()| database.get_ref().as_file().sync_all())
        .map_err(|error| StoreError::at(error, &path))?;
    *aside = folder.set_key_aside()?;
    // The key comes first: a database without its key would be lost.
    replace_file(&folder.key_file(), &key_file)?;
    let file = database.into_inner().map_err(|error| StoreError::at(error.into_error(), &path))?;
    file.persist(&path).map_err(|error| StoreError::at(error.error, &path))?;
    sync_folder(folder.path());
    Ok(())
}

fn check_restored(backup: &Path, folder: &WorkspaceFolder, passphrase: &str) -> Result<()> {
    let key = folder.read_key_file()?.open(passphrase)?.derive(DATABASE_KEY_CONTEXT);
    let database = connection::open(&folder.database(), &key, READER_CACHE_KIB, Access::Read)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A database with an index, and one row that the index does not know when `damaged`.
    fn database(path: &Path, key: &SecretKey, damaged: bool) -> Connection {
        let open = || connection::open(path, key, READER_CACHE_KIB, Access::Create).expect("opens");
        let sql = open();
        sql.execute_batch("CREATE TABLE t (a); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1);")
            .expect("writes");
        if damaged {
            let entry: i64 = sql
                .query_row("SELECT rootpage FROM sqlite_master WHERE name = 'i'", [], |row| row.get(0))
                .expect("is there");
            let forget = "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = 'i';";
            sql.execute_batch(forget).expect("hides the index");
            drop(sql);
            let sql = open();
            sql.execute_batch("INSERT INTO t VALUES (2);").expect("writes");
            sql.execute_batch("PRAGMA writable_schema = ON;").expect("opens the schema");
            sql.execute(
                "INSERT INTO sqlite_master VALUES ('index', 'i', 't', ?1, 'CREATE INDEX i ON t (a)')",
                [entry],
            )
            .expect("shows it again");
            drop(sql);
            return open();
        }
        sql
    }

    #[test]
    fn what_is_damaged_is_not_backed_up() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let folder = WorkspaceFolder::new(temporary.path());
        fs::write(folder.key_file(), "key").expect("writes");
        let key = SecretKey::from_slice(&[7; 32]).expect("32 bytes");
        for damaged in [false, true] {
            let source = database(&temporary.path().join(format!("{damaged}.db")), &key, damaged);
            let path = temporary.path().join(format!("{damaged}.backup"));
            let written = write_backup(&source, &key, &folder, &path, &mut |_, _| true);
            assert_eq!(matches!(written, Err(StoreError::Damaged(_))), damaged, "{written:?}");
            assert_eq!(path.exists(), !damaged);
        }
    }
}
