//! What every test needs: a clock that stands still until told otherwise, and a workspace in a temporary folder.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, NaiveDateTime};
use pelikirja_crypto::KdfParameters;
use pelikirja_domain::{Clock, Id, Instant, Role};
use pelikirja_store::exchange::{Applied, EntryAuthor, ExchangeBatch, ExchangeEntry};
use pelikirja_store::{IntoValue, Result, Secret, Store, WorkspaceFolder, WriteTransaction, schema};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "kolme kivaa kissaa";

/// A clock that moves only when a test moves it.
#[derive(Default)]
pub struct StillClock(AtomicI64);

impl StillClock {
    /// A clock at 2026-11-22 08:00 UTC.
    pub fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(1_795_334_400_000)))
    }

    pub fn advance(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::Relaxed);
    }
}

impl Clock for StillClock {
    fn now(&self) -> Instant {
        self.0.load(Ordering::Relaxed)
    }

    fn local_now(&self) -> NaiveDateTime {
        DateTime::from_timestamp_millis(self.now())
            .expect("the test clock is within the calendar")
            .naive_utc()
    }
}

/// A workspace that goes with the test.
pub struct Workspace {
    pub folder: WorkspaceFolder,
    pub clock: Arc<StillClock>,
    pub store: Store,
    entries: AtomicU64,
    _temporary: TempDir,
}

impl Workspace {
    pub fn new() -> Self {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let folder = WorkspaceFolder::new(temporary.path().join("workspace"));
        let clock = StillClock::new();
        let store = Store::create(&folder, PASSPHRASE, KdfParameters::FLOOR, clock.clone()).expect("creates");
        Self { folder, clock, store, entries: AtomicU64::new(0), _temporary: temporary }
    }

    /// Closes the store; the files stay until the test ends.
    pub fn close(self) -> (WorkspaceFolder, TempDir) {
        (self.folder, self._temporary)
    }

    /// Makes a customer and returns it with the transaction that made it.
    pub fn add_customer(&self, name: &str) -> (Id, Id) {
        let written = self.store.write("add_customer", |tx| new_customer(tx, name)).expect("writes");
        (written.value, written.transaction.expect("something was written"))
    }

    /// What was written since the last time, for others to receive; this device has it judged as well.
    pub fn publish(&self) -> Option<ExchangeEntry> {
        let waiting = self.store.unpublished(usize::MAX).expect("reads");
        if waiting.operations.is_empty() {
            return None;
        }
        let number = self.entries.fetch_add(1, Ordering::Relaxed) + 1;
        let mut hash = [0; 32];
        hash[..16].copy_from_slice(self.store.device().as_bytes());
        hash[16..24].copy_from_slice(&number.to_be_bytes());
        let author = Some(EntryAuthor { member: self.store.device(), role: Role::Owner });
        let (device, operations) = (self.store.device(), waiting.operations);
        let entry = ExchangeEntry { chain: device, number, hash, device, author, operations };
        let published = Some(waiting.until);
        let batch = ExchangeBatch { entries: vec![entry.clone()], published, ..ExchangeBatch::default() };
        let applied = self.store.apply_exchange(&batch).expect("applies");
        assert_eq!(applied.refused, 0, "an owner may everything");
        Some(entry)
    }

    pub fn receive(&self, entry: &ExchangeEntry) -> Applied {
        let batch = ExchangeBatch { entries: vec![entry.clone()], ..ExchangeBatch::default() };
        self.store.apply_exchange(&batch).expect("applies")
    }

    pub fn name_of(&self, customer: Id) -> Option<String> {
        self.store.read(|reader| reader.customer(customer)).expect("reads").map(|found| found.name)
    }
}

pub fn new_customer(tx: &mut WriteTransaction<'_>, name: &str) -> Result<Id> {
    let id = tx.new_id()?;
    tx.create(id, [(schema::customer::NAME, name.into_value())])?;
    Ok(id)
}

pub fn open(folder: &WorkspaceFolder) -> Result<Store> {
    Store::open(folder, &Secret::Passphrase(PASSPHRASE), StillClock::new())
}
