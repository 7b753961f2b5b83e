//! An open workspace.

use std::fs::{self, File};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pelikirja_crypto::{DeviceKeys, KdfParameters, SecretKey, random_bytes};
use pelikirja_domain::{Clock, Id, Instant};
use rusqlite::{Connection, OptionalExtension};

use crate::apply::Touched;
use crate::connection::{self, Access, READER_CACHE_KIB, Reader, WRITER_CACHE_KIB};
use crate::exchange::identity::{self, TransactionCounter};
use crate::workspace::WorkspaceFolder;
use crate::write::{Author, WriteTransaction, make_identity_key};
use crate::{Result, StoreError, backup, migrate, search};

/// Connections that are kept for reading.
const IDLE_READERS: usize = 2;

/// What opens a workspace.
pub enum Secret<'a> {
    /// The passphrase.
    Passphrase(&'a str),
    /// The key itself, from the operating system's key store.
    Key(&'a SecretKey),
}

/// An open workspace. Dropping it closes the file and wipes the key.
pub struct Store {
    // Closed before the lock is released: fields drop in this order.
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    folder: WorkspaceFolder,
    key: SecretKey,
    clock: Arc<dyn Clock>,
    device: Id,
    session: Id,
    transactions: Mutex<TransactionCounter>,
    member: Mutex<Option<Id>>,
    _lock: File,
}

/// A finished write.
#[derive(Debug)]
pub struct Written<T> {
    /// What the closure returned.
    pub value: T,
    /// The transaction; absent when nothing differed from what was stored.
    pub transaction: Option<Id>,
    /// What it touched.
    pub touched: Touched,
}

impl Store {
    /// Makes a workspace in a folder that holds none, or one of which the making was broken off. It is whole as soon as
    /// it is somebody's ([`Store::set_member`]).
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::ReadOnly`], [`StoreError::DiskFull`].
    pub fn create(
        folder: &WorkspaceFolder,
        passphrase: &str,
        kdf: KdfParameters,
        clock: Arc<dyn Clock>,
    ) -> Result<Self> {
        fs::create_dir_all(folder.path()).map_err(|error| StoreError::at(error, folder.path()))?;
        let lock = folder.lock()?;
        if folder.has_database() {
            if !folder.is_unfinished() {
                return Err(StoreError::Exists { folder: folder.path().to_owned() });
            }
            folder.set_database_aside()?;
        }
        folder.mark_unfinished()?;
        // A key alone is what is left when the program was killed while it made a workspace, or when a database was
        // lost: it is not in the way, but kept.
        let aside = folder.set_key_aside()?;
        let key = SecretKey::random()?;
        // The key comes first: a database without its key would be lost.
        folder.write_key_file(&key, passphrase, kdf)?;
        let made = Self::attach(folder, key, clock, lock, true);
        if made.is_err() {
            // Nothing is in it yet; the next try starts from an empty folder.
            let _ = fs::remove_file(folder.key_file());
            let _ = fs::remove_file(folder.database());
            let _ = aside.map(|aside| fs::rename(aside, folder.key_file()));
            let _ = folder.mark_finished();
        }
        made
    }

    /// Opens a workspace.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], also for a key that is not this workspace's, [`StoreError::InUse`],
    /// [`StoreError::NewerSchema`],
    /// [`StoreError::Damaged`] and the others that opening can meet; the files are left as they are.
    pub fn open(folder: &WorkspaceFolder, secret: &Secret<'_>, clock: Arc<dyn Clock>) -> Result<Self> {
        if !folder.exists() {
            return Err(StoreError::NotAWorkspace { folder: folder.path().to_owned() });
        }
        let key = match secret {
            Secret::Passphrase(passphrase) => folder.read_key_file()?.open(passphrase)?,
            Secret::Key(key) => {
                // A key that was remembered for another workspace in this folder must not make this one look damaged.
                if folder.read_key_file().is_ok_and(|sealed| !sealed.fits(key)) {
                    return Err(StoreError::WrongPassphrase);
                }
                (*key).clone()
            }
        };
        if !folder.has_database() {
            return Err(StoreError::Damaged("the database file is missing".to_owned()));
        }
        let lock = folder.lock()?;
        let store = Self::attach(folder, key, clock, lock, false)?;
        if store.member().is_some() && folder.is_unfinished() {
            // Only the mark was left when the program was killed.
            folder.mark_finished()?;
        }
        Ok(store)
    }

    fn attach(
        folder: &WorkspaceFolder,
        key: SecretKey,
        clock: Arc<dyn Clock>,
        lock: File,
        create: bool,
    ) -> Result<Self> {
        let database_key = key.derive(DATABASE_KEY_CONTEXT);
        let access = if create { Access::Create } else { Access::Write };
        let mut writer = connection::open(&folder.database(), &database_key, WRITER_CACHE_KIB, access)
            .map_err(|error| named(error, folder))?;
        migrate::migrate(&mut writer).map_err(|error| named(error, folder))?;
        let device = device_id(&writer)?;
        make_identity_key(&writer, clock.now())?;
        let member = meta_id(&writer, "member")?;
        Ok(Self {
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            folder: folder.clone(),
            key,
            clock,
            device,
            session: identity::session(device, random_bytes()?),
            transactions: Mutex::default(),
            member: Mutex::new(member),
            _lock: lock,
        })
    }

    /// Reads, on one consistent state of the data.
    ///
    /// # Errors
    /// Those of the closure and of the database.
    pub fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = match lock(&self.readers).pop() {
            Some(connection) => connection,
            None => self.fresh_reader()?,
        };
        let result = read_consistently(&connection, read);
        let mut idle = lock(&self.readers);
        if idle.len() < IDLE_READERS {
            idle.push(connection);
        }
        result
    }

    /// Reads two things at once, on two threads and each on a consistent state of its own: a write between the two is
    /// seen by one of them and not by the other, so the caller has to read again what was written meanwhile.
    ///
    /// # Errors
    /// Those of the closures and of the database.
    pub fn read_both<T: Send, U, E: From<StoreError> + Send>(
        &self,
        one: impl FnOnce(&Reader<'_>) -> Result<T, E> + Send,
        other: impl FnOnce(&Reader<'_>) -> Result<U, E>,
    ) -> Result<(T, U), E> {
        std::thread::scope(|scope| {
            let one = scope.spawn(|| self.read(one));
            let other = self.read(other);
            // A panic has said what it is about; here it only ends the read.
            let one =
                one.join().map_err(|_| StoreError::Other(anyhow::anyhow!("a reading thread panicked")))?;
            Ok((one?, other?))
        })
    }

    /// A connection for reading that has not read before.
    pub(crate) fn fresh_reader(&self) -> Result<Connection> {
        let key = self.key.derive(DATABASE_KEY_CONTEXT);
        connection::open(&self.folder.database(), &key, READER_CACHE_KIB, Access::Read)
    }

    /// Writes: everything that the closure changes is logged and applied in one transaction, or nothing is.
    ///
    /// `kind` says in one word what the transaction does.
    ///
    /// # Errors
    /// Those of the closure and of the database; nothing has changed then.
    pub fn write<T, E: From<StoreError>>(
        &self,
        kind: &str,
        write: impl FnOnce(&mut WriteTransaction<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        let mut connection = lock(&self.writer);
        let sql = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let now = self.clock.now();
        let mut transaction = WriteTransaction::begin(sql, self.author(now), now, kind);
        let value = write(&mut transaction)?;
        search::refresh(&transaction)?;
        let (transaction, touched) = transaction.commit()?;
        Ok(Written { value, transaction, touched })
    }

    /// Does what [`Store::write`] does and takes it back, so that a dry run meets the real rules.
    ///
    /// # Errors
    /// Those of the closure and of the database.
    pub fn rehearse<T, E: From<StoreError>>(
        &self,
        write: impl FnOnce(&mut WriteTransaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = lock(&self.writer);
        let sql = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let now = self.clock.now();
        let mut transaction = WriteTransaction::begin(sql, self.author(now), now, "rehearsal");
        // Dropping the transaction rolls it back.
        write(&mut transaction)
    }

    /// The time that the store goes by.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Now, in milliseconds since 1970 UTC.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The folder.
    pub fn folder(&self) -> &WorkspaceFolder {
        &self.folder
    }

    /// This machine.
    pub fn device(&self) -> Id {
        self.device
    }

    /// What this machine's keys follow from.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the database lacks it, and those of the database.
    pub fn device_seed(&self) -> Result<SecretKey> {
        self.read(|reader| {
            let sql = "SELECT value FROM meta WHERE name = 'device_seed'";
            // Copied from where the database holds it to where it is wiped, without a stop between.
            let read = |row: &rusqlite::Row<'_>| Ok(SecretKey::from_slice(row.get_ref(0)?.as_blob()?));
            let found = reader.sql.prepare_cached(sql)?.query_row([], read).optional()?.flatten();
            found.ok_or_else(|| StoreError::Damaged("the key of this device is missing".to_owned()))
        })
    }

    /// The member who uses this machine.
    pub fn member(&self) -> Option<Id> {
        *lock(&self.member)
    }

    /// Says which member uses this machine. A workspace that was being made is made then.
    ///
    /// # Errors
    /// Those of the database, and of the folder.
    pub fn set_member(&self, member: Id) -> Result<()> {
        lock(&self.writer).execute(
            "INSERT INTO meta (name, value) VALUES ('member', ?1) ON CONFLICT DO UPDATE SET value = excluded.value",
            [member.as_bytes()],
        )?;
        *lock(&self.member) = Some(member);
        self.folder.mark_finished()
    }

    /// The workspace key, for the operating system's key store.
    pub fn key(&self) -> &SecretKey {
        &self.key
    }

    /// Seals the same key with another passphrase; no data is rewritten.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`] when `current` does not open the key file.
    pub fn change_passphrase(&self, current: &str, new: &str) -> Result<()> {
        let sealed = self.folder.read_key_file()?;
        let kdf = sealed.kdf();
        sealed.open(current)?;
        self.folder.write_key_file(&self.key, new, kdf)
    }

    /// Writes everything to one encrypted file, and opens and checks what was written. `progress` gets pages done and
    /// in all, and stops by `false`.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::ReadOnly`], [`StoreError::Damaged`] when the database is not fit to be
    /// kept. An existing backup is replaced only by a whole new one, any other file never.
    pub fn back_up(
        &self,
        path: &std::path::Path,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<bool> {
        let key = self.key.derive(DATABASE_KEY_CONTEXT);
        let source = connection::open(&self.folder.database(), &key, READER_CACHE_KIB, Access::Read)?;
        backup::write_backup(&source, &key, &self.folder, path, progress)
    }

    /// Copies the log into the database file, so that the file alone is complete.
    ///
    /// # Errors
    /// Those of the database.
    pub fn checkpoint(&self) -> Result<()> {
        lock(&self.writer).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Gives planner statistics and unused memory a turn; worth calling after an import.
    ///
    /// # Errors
    /// Those of the database.
    pub fn optimize(&self) -> Result<()> {
        lock(&self.writer).execute_batch("PRAGMA optimize = 0x10002; PRAGMA shrink_memory;")?;
        Ok(())
    }

    /// A small value of this machine, not synced.
    ///
    /// # Errors
    /// Those of the database.
    pub fn local_value(&self, name: &str) -> Result<Option<String>> {
        self.read(|reader| {
            let sql = "SELECT value FROM meta WHERE name = ?1";
            let name = format!("local.{name}");
            Ok(reader.sql.query_row(sql, [name], |row| row.get(0)).optional()?)
        })
    }

    /// Keeps a small value of this machine, not synced.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_local_value(&self, name: &str, value: &str) -> Result<()> {
        self.derive(|tables| tables.set_local_value(name, value))
    }

    /// Writes derived tables and values of this machine, which are neither logged nor synced.
    ///
    /// # Errors
    /// Those of the closure and of the database; nothing has changed then.
    pub fn derive<T, E: From<StoreError>>(
        &self,
        write: impl FnOnce(&Derived<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = lock(&self.writer);
        let sql = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let value = write(&Derived { sql: &sql })?;
        sql.commit().map_err(StoreError::from)?;
        Ok(value)
    }

    fn author(&self, now: Instant) -> Author {
        let counter = lock(&self.transactions).next(now);
        Author { member: self.member(), device: self.device, session: self.session, counter }
    }
}

/// Write access to derived tables and to values of this machine.
pub struct Derived<'a> {
    pub(crate) sql: &'a Connection,
}

impl Derived<'_> {
    /// Keeps a small value of this machine.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_local_value(&self, name: &str, value: &str) -> Result<()> {
        self.sql
            .prepare_cached(
                "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
            )?
            .execute((format!("local.{name}"), value))?;
        Ok(())
    }

    /// Reads within the same transaction.
    pub fn reader(&self) -> Reader<'_> {
        Reader { sql: self.sql }
    }
}

/// BLAKE3 context of the SQLCipher key; part of the file format.
pub(crate) const DATABASE_KEY_CONTEXT: &str = "pelikirja 2026-11 database key";

/// A poisoned lock only says that another thread panicked; the database rolled its transaction back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn read_consistently<T, E: From<StoreError>>(
    connection: &Connection,
    read: impl FnOnce(&Reader<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let snapshot = connection.unchecked_transaction().map_err(StoreError::from)?;
    let result = read(&Reader { sql: &snapshot });
    snapshot.finish().map_err(StoreError::from)?;
    result
}

fn named(error: StoreError, folder: &WorkspaceFolder) -> StoreError {
    match error {
        StoreError::ReadOnly { .. } => StoreError::ReadOnly { path: folder.path().to_owned() },
        StoreError::InUse { .. } => StoreError::InUse { folder: folder.path().to_owned() },
        other => other,
    }
}

fn meta_id(connection: &Connection, name: &str) -> Result<Option<Id>> {
    let found: Option<Vec<u8>> = connection
        .query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0))
        .optional()?;
    found
        .map(|bytes| Id::from_slice(&bytes).map_err(|error| StoreError::Damaged(format!("{name}: {error}"))))
        .transpose()
}

/// This machine's identity, which follows from its keys as they follow from a seed; made on the first opening.
fn device_id(connection: &Connection) -> Result<Id> {
    if let Some(device) = meta_id(connection, "device")? {
        return Ok(device);
    }
    let seed = SecretKey::random()?;
    let device = Id::from_bytes(DeviceKeys::from_seed(&seed).public().identity());
    let mut insert = connection.prepare("INSERT INTO meta (name, value) VALUES (?1, ?2)")?;
    insert.execute(("device_seed", seed.expose()))?;
    insert.execute(("device", device.as_bytes()))?;
    Ok(device)
}
