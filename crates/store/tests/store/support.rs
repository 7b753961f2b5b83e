//! What every test needs: a clock that stands still until told otherwise, and a workspace in a temporary folder.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDateTime};
use pelikirja_crypto::KdfParameters;
use pelikirja_domain::{Clock, Id, Instant};
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
    _temporary: TempDir,
}

impl Workspace {
    pub fn new() -> Self {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let folder = WorkspaceFolder::new(temporary.path().join("workspace"));
        let clock = StillClock::new();
        let store = Store::create(&folder, PASSPHRASE, KdfParameters::FLOOR, clock.clone()).expect("creates");
        Self { folder, clock, store, _temporary: temporary }
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
