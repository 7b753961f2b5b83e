//! Devices that write, meet in any order and come to the same.

mod converge;
mod facts;
mod replay;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use chrono::NaiveDateTime;
use pelikirja_crypto::{KdfParameters, SecretKey};
use pelikirja_domain::{Clock, Id, Instant, Role};
use tempfile::TempDir;

use super::{EntryAuthor, ExchangeBatch, ExchangeEntry};
use crate::schema::TABLES;
use crate::{Reader, Result, Secret, Store, StoreError, Value, WorkspaceFolder};

/// A clock that moves only when a test moves it.
struct StillClock(AtomicI64);

impl Clock for StillClock {
    fn now(&self) -> Instant {
        self.0.load(Ordering::Relaxed)
    }

    fn local_now(&self) -> NaiveDateTime {
        NaiveDateTime::default()
    }
}

/// A workspace that no device has used yet: deriving a key from a passphrase takes longer than a whole test.
static TEMPLATE: LazyLock<(TempDir, SecretKey)> = LazyLock::new(|| {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let clock = Arc::new(StillClock(AtomicI64::new(0)));
    let folder = WorkspaceFolder::new(temporary.path());
    let store = Store::create(&folder, "kissa", KdfParameters::FLOOR, clock).expect("creates");
    let forget =
        "DELETE FROM meta WHERE name IN ('device', 'device_seed', 'identity_key', 'identity_key_at')";
    store.derive(|tables| Ok::<_, StoreError>(tables.sql.execute_batch(forget)?)).expect("writes");
    store.checkpoint().expect("writes");
    let key = store.key().clone();
    (temporary, key)
});

/// A device of a firm of owners.
struct Device {
    store: Store,
    clock: Arc<StillClock>,
    published: u64,
    _folder: TempDir,
}

impl Device {
    fn new() -> Self {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(StillClock(AtomicI64::new(1_795_334_400_000)));
        let folder = WorkspaceFolder::new(temporary.path());
        let (template, key) = &*TEMPLATE;
        for file in ["key.json", "pelikirja.db"] {
            std::fs::copy(template.path().join(file), temporary.path().join(file)).expect("copies");
        }
        let store = Store::open(&folder, &Secret::Key(key), clock.clone()).expect("opens");
        store.set_member(store.device()).expect("writes");
        Self { store, clock, published: 0, _folder: temporary }
    }

    /// What waits, as entries of at most so many bytes.
    fn publish(&mut self, most_bytes: usize) -> Vec<ExchangeEntry> {
        let mut entries = Vec::new();
        loop {
            let waiting = self.store.unpublished(most_bytes).expect("reads");
            if waiting.operations.is_empty() {
                return entries;
            }
            self.published += 1;
            let device = self.store.device();
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&self.published.to_be_bytes());
            hash[8..24].copy_from_slice(device.as_bytes());
            let entry = ExchangeEntry {
                chain: device,
                number: self.published,
                hash,
                device,
                author: Some(EntryAuthor { member: device, role: Role::Owner }),
                operations: waiting.operations,
            };
            let published = Some(waiting.until);
            let batch = ExchangeBatch { entries: vec![entry.clone()], published, ..ExchangeBatch::default() };
            self.store.apply_exchange(&batch).expect("applies");
            entries.push(entry);
        }
    }

    fn receive(&self, entry: &ExchangeEntry) {
        let batch = ExchangeBatch { entries: vec![entry.clone()], ..ExchangeBatch::default() };
        let applied = self.store.apply_exchange(&batch).expect("applies");
        assert_eq!(applied.refused > 0, entry.author.is_none(), "{:?}", self.quarantined());
    }

    fn quarantined(&self) -> Vec<super::QuarantinedOperation> {
        self.store.read(|reader| reader.quarantined(10)).expect("reads")
    }

    fn advance(&self, milliseconds: i64) {
        self.clock.0.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// Everything that devices have to agree about.
    fn state(&self) -> BTreeSet<String> {
        self.store.read(dump).expect("reads")
    }

    fn problems(&self) -> Vec<String> {
        self.store.check().expect("checks").problems
    }
}

/// Records, log and conflicts as lines, whatever local keys and places they have. Of what is gone only that: a device
/// that has seen it come and go keeps its place.
fn dump(reader: &Reader<'_>) -> Result<BTreeSet<String>> {
    let mut lines = BTreeSet::new();
    for table in TABLES {
        let columns: Vec<&str> = table.columns.iter().map(|(_, name)| *name).collect();
        let sql =
            format!("SELECT id, created_at, {} FROM {} WHERE deleted = 0", columns.join(", "), table.name);
        lines.extend(rows(reader, &sql, table.name)?);
    }
    let log = "SELECT txn.id, at, member, device, session, counter, kind, unattended, undoes, first, again, undo_clock,
                 undone_by, tbl, row, clock, cells FROM txn LEFT JOIN change ON change.txn = txn.seq";
    lines.extend(rows(reader, log, "log")?);
    let orders = "SELECT orders.id, number, customer.id, day, net, currency, lines, fact_batch.id FROM orders
                  JOIN customer ON customer.key = orders.customer LEFT JOIN fact_batch ON fact_batch.key = stated";
    lines.extend(rows(reader, orders, "order")?);
    let order_lines = "SELECT orders.id, line, product.id, quantity, order_line.net, fact_batch.id FROM order_line
                       JOIN orders ON orders.key = order_key JOIN fact_batch ON fact_batch.key = order_line.batch
                       LEFT JOIN product ON product.key = order_line.product";
    lines.extend(rows(reader, order_lines, "line")?);
    for conflict in reader.conflicts(10_000)? {
        lines.insert(format!("{conflict:?}"));
    }
    Ok(lines)
}

fn rows(reader: &Reader<'_>, sql: &str, name: &str) -> Result<Vec<String>> {
    let mut statement = reader.sql.prepare(sql)?;
    let count = statement.column_count();
    let mut rows = statement.query([])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let values = (0..count).map(|index| row.get(index)).collect::<rusqlite::Result<Vec<Value>>>()?;
        lines.push(format!("{name} {values:?}"));
    }
    Ok(lines)
}

fn record(number: u8) -> Id {
    Id::from_bytes([number; 16])
}
