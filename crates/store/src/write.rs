//! The one write path.

use std::cell::Cell;
use std::collections::BTreeMap;

use pelikirja_crypto::{SecretKey, random_bytes};
use pelikirja_domain::{Id, Instant};
use rusqlite::{Connection, OptionalExtension, Transaction};
use zeroize::Zeroize;

use crate::apply::{self, Touched};
use crate::change::{CellChange, Change, Version, clock_at};
use crate::connection::Reader;
use crate::exchange::identity;
use crate::log::{self, Transaction as LoggedTransaction};
use crate::past::Past;
use crate::schema::{self, Column, Table};
use crate::undo::Reversal;
use crate::{IntoValue, Result, StoreError, Value};

/// Who writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Author {
    pub member: Option<Id>,
    pub device: Id,
    pub session: Id,
    /// Which transaction of that moment it is.
    pub counter: u64,
}

/// A transaction that changes synced tables: logged and applied together.
pub struct WriteTransaction<'c> {
    pub(crate) sql: Transaction<'c>,
    pub(crate) author: Author,
    pub(crate) now: Instant,
    pub(crate) id: Id,
    pub(crate) touched: Touched,
    /// Transactions of which the facts were taken back.
    pub(crate) undone_facts: Vec<Id>,
    kind: String,
    seq: Option<i64>,
    reversal: Option<Reversal>,
    unattended: bool,
    /// Identities made.
    made: Cell<u32>,
}

impl<'c> WriteTransaction<'c> {
    pub(crate) fn begin(sql: Transaction<'c>, author: Author, now: Instant, kind: &str) -> Self {
        let id = identity::transaction(author.session, now, author.counter);
        let kind = kind.to_owned();
        let touched = Touched::default();
        let undone_facts = Vec::new();
        Self {
            sql,
            author,
            now,
            id,
            touched,
            undone_facts,
            kind,
            seq: None,
            reversal: None,
            unattended: false,
            made: Cell::new(0),
        }
    }

    /// Identity of this transaction.
    pub fn id(&self) -> Id {
        self.id
    }

    /// When it began, milliseconds since 1970 UTC.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The member who writes.
    pub fn member(&self) -> Option<Id> {
        self.author.member
    }

    /// Says that nobody sits before this transaction: nobody's undo takes it for their own last change.
    pub fn mark_unattended(&mut self) {
        self.unattended = true;
    }

    /// Reads what is stored, this transaction's own changes included.
    pub fn reader(&self) -> Reader<'_> {
        Reader { sql: &self.sql }
    }

    /// A new identity: the millisecond [6], how many were made before in this transaction [3], random bytes [7]. So
    /// identities made later sort later, which keeps inserts together in the file here and wherever they come.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn new_id(&self) -> Result<Id> {
        let mut bytes: [u8; 16] = random_bytes()?;
        let made = self.made.get();
        self.made.set(made.wrapping_add(1));
        let (milliseconds, rest) = bytes.split_at_mut(6);
        milliseconds.copy_from_slice(&self.now.to_be_bytes()[2..]);
        rest[..3].copy_from_slice(&made.to_be_bytes()[1..]);
        Ok(Id::from_bytes(bytes))
    }

    /// Makes a record that is certainly new: `id` comes from [`Self::new_id`].
    ///
    /// # Errors
    /// Those of the database, also when the record exists after all.
    pub fn create<const N: usize>(&mut self, id: Id, cells: [(Column, Value); N]) -> Result<()> {
        self.create_from(id, cells)
    }

    /// As [`Self::create`], for a number of cells that is not known beforehand.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub fn create_from(&mut self, id: Id, cells: impl IntoIterator<Item = (Column, Value)>) -> Result<()> {
        let mut cells = cells.into_iter().peekable();
        let Some(table) = cells.peek().map(|(column, _)| column.table) else {
            return Ok(());
        };
        let mut changes = vec![(schema::DELETED, Value::Integer(0))];
        changes.extend(
            cells.filter(|(_, value)| *value != Value::Null).map(|(column, value)| (column.number, value)),
        );
        complete_groups(table, &mut changes, |_| Value::Null);
        let written = |(column, value)| CellChange { column, value, previous: None, over: Vec::new() };
        let cells = changes.into_iter().map(written).collect();
        let change =
            Change { table: table.number, row: id, clock: clock_at(self.now), cells, seen: Vec::new() };
        let seq = self.log_transaction()?;
        apply::make(&self.sql, seq, &change, &mut self.touched)
    }

    /// Sets cells of a record, making it when it is not there; cells that have the value already stay untouched.
    /// All columns belong to one table. Returns whether anything changed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the record was deleted: nobody would see what was written into it. Where it is
    /// to come back, use [`Self::put`].
    pub fn set(&mut self, id: Id, cells: impl IntoIterator<Item = (Column, Value)>) -> Result<bool> {
        self.write_cells(id, cells.into_iter().collect(), false)
    }

    /// As [`Self::set`], but brings the record back when it was deleted: for records whose identity is made of what
    /// they say ([`Self::keyed_id`]), which an undo may have deleted.
    ///
    /// # Errors
    /// Those of the database.
    pub fn put(&mut self, id: Id, cells: impl IntoIterator<Item = (Column, Value)>) -> Result<bool> {
        self.write_cells(id, cells.into_iter().collect(), true)
    }

    fn write_cells(&mut self, id: Id, cells: Vec<(Column, Value)>, brings_back: bool) -> Result<bool> {
        let Some(table) = cells.first().map(|(column, _)| column.table) else {
            return Ok(false);
        };
        let Some((deleted, current)) = self.current(table, id, &cells)? else {
            self.create_from(id, cells)?;
            return Ok(true);
        };
        if deleted && !brings_back {
            return Err(StoreError::NotFound);
        }
        let differing = cells.into_iter().zip(current).filter(|((_, new), old)| new != old);
        let mut changes: Vec<(u16, Value)> =
            differing.map(|((column, value), _)| (column.number, value)).collect();
        if deleted {
            changes.insert(0, (schema::DELETED, false.into_value()));
        }
        self.change_cells(table, id, changes)
    }

    /// Sets those cells of a record that are still empty; a deleted record has none. All columns belong to one table.
    /// Returns whether anything changed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn fill(&mut self, id: Id, cells: impl IntoIterator<Item = (Column, Value)>) -> Result<bool> {
        let cells: Vec<(Column, Value)> = cells.into_iter().collect();
        let Some(table) = cells.first().map(|(column, _)| column.table) else {
            return Ok(false);
        };
        let Some((false, current)) = self.current(table, id, &cells)? else {
            return Ok(false);
        };
        let is_empty = |value: &Value| matches!(value, Value::Null) || *value == Value::Text(String::new());
        let missing =
            cells.into_iter().zip(current).filter(|((_, new), old)| is_empty(old) && !is_empty(new));
        let missing = missing.map(|((column, value), _)| (column.number, value)).collect();
        self.change_cells(table, id, missing)
    }

    /// Whether a record is there and has all these values already. All columns belong to one table.
    ///
    /// # Errors
    /// Those of the database.
    pub fn has(&self, id: Id, cells: &[(Column, Value)]) -> Result<bool> {
        let Some(table) = cells.first().map(|(column, _)| column.table) else {
            return Ok(true);
        };
        let current = self.current(table, id, cells)?;
        Ok(current.is_some_and(|(deleted, current)| {
            !deleted && current.iter().zip(cells).all(|(old, (_, new))| old == new)
        }))
    }

    /// Marks a record as deleted. Returns whether it was there and not deleted yet.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(&mut self, table: &'static Table, id: Id) -> Result<bool> {
        self.set_deleted(table, id, true)
    }

    /// Makes a deleted record appear again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn restore(&mut self, table: &'static Table, id: Id) -> Result<bool> {
        self.set_deleted(table, id, false)
    }

    /// A keyed identity: the same inputs give the same record on every device, and nobody outside can guess it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keyed_id(&self, parts: &[&[u8]]) -> Result<Id> {
        keyed_id(&identity_key(&self.reader())?, parts)
    }

    fn set_deleted(&mut self, table: &'static Table, id: Id, deleted: bool) -> Result<bool> {
        let sql = format!("SELECT deleted FROM {} WHERE id = ?1", table.name);
        let now: Option<bool> =
            self.sql.prepare_cached(&sql)?.query_row([id.as_bytes()], |row| row.get(0)).optional()?;
        match now {
            Some(now) if now != deleted => {
                self.change_cells(table, id, vec![(schema::DELETED, deleted.into_value())])
            }
            _ => Ok(false),
        }
    }

    /// Writes cells that are known to differ.
    pub(crate) fn change_cells(
        &mut self,
        table: &'static Table,
        id: Id,
        cells: Vec<(u16, Value)>,
    ) -> Result<bool> {
        if cells.is_empty() {
            return Ok(false);
        }
        let past = Past::read(&self.sql, table.number, id)?;
        self.change_cells_seen(table, id, cells, past, &BTreeMap::new())
    }

    /// Writes cells that are known to differ into a record of that past. Whoever writes has seen what is there now, but of
    /// the columns in `seen` only those versions, the highest first.
    pub(crate) fn change_cells_seen(
        &mut self,
        table: &'static Table,
        id: Id,
        mut cells: Vec<(u16, Value)>,
        past: Past,
        seen: &BTreeMap<u16, Vec<Version>>,
    ) -> Result<bool> {
        if cells.is_empty() {
            return Ok(false);
        }
        let current = |column| past.winner(column).map_or(Value::Null, |winner| winner.value.clone());
        complete_groups(table, &mut cells, current);
        // Whoever writes into a deleted record knows that it is: it does not come back by that.
        let says_whether_deleted = cells.iter().any(|(column, _)| *column == schema::DELETED);
        if !says_whether_deleted && past.standing().is_deleted() {
            cells.insert(0, (schema::DELETED, true.into_value()));
        }
        // Above the values that it replaces, and above no other cell: one written by a device far ahead of its time
        // must not lend its clock to the others.
        let newest =
            cells.iter().filter_map(|(column, _)| past.winner(*column)).map(|cell| cell.version.clock).max();
        let clock = newest.map_or(clock_at(self.now), |newest| clock_at(self.now).max(newest + 1));
        let deletes = cells.contains(&(schema::DELETED, true.into_value()));
        let cells = cells.into_iter().map(|(column, value)| {
            let known = seen.get(&column).cloned();
            let known = known.unwrap_or_else(|| past.heads(column).map(|head| head.version).collect());
            let mut known = known.into_iter();
            CellChange { column, value, previous: known.next(), over: known.collect() }
        });
        let seen = if deletes { past.seen_now() } else { Vec::new() };
        let change = Change { table: table.number, row: id, clock, cells: cells.collect(), seen };
        let seq = self.log_transaction()?;
        apply::apply(&self.sql, seq, change, self.author.session, past, &mut self.touched)?;
        Ok(true)
    }

    /// Whether the record is deleted, and the current values of those columns; `None` when it is not there.
    fn current(
        &self,
        table: &Table,
        id: Id,
        cells: &[(Column, Value)],
    ) -> Result<Option<(bool, Vec<Value>)>> {
        let names: Vec<&str> = cells.iter().map(|(column, _)| column.name).collect();
        let sql = format!("SELECT deleted, {} FROM {} WHERE id = ?1", names.join(", "), table.name);
        let read = |row: &rusqlite::Row<'_>| {
            let values = (1..=names.len()).map(|index| row.get(index)).collect::<rusqlite::Result<_>>()?;
            Ok((row.get(0)?, values))
        };
        Ok(self.sql.prepare_cached(&sql)?.query_row([id.as_bytes()], read).optional()?)
    }

    /// The row of this transaction in the log, made with its first change.
    pub(crate) fn log_transaction(&mut self) -> Result<i64> {
        if let Some(seq) = self.seq {
            return Ok(seq);
        }
        let transaction = LoggedTransaction {
            id: self.id,
            at: self.now,
            member: self.author.member,
            device: self.author.device,
            session: self.author.session,
            counter: self.author.counter,
            kind: self.kind.clone(),
            unattended: self.unattended,
            reversal: self.reversal,
        };
        let seq = log::add(&self.sql, &transaction)?
            .ok_or_else(|| StoreError::Other(anyhow::anyhow!("transaction {} is there already", self.id)))?;
        self.sql.prepare_cached("INSERT INTO outbox (txn, done) VALUES (?1, 0)")?.execute([seq])?;
        self.seq = Some(seq);
        Ok(seq)
    }

    /// Says what this transaction reverses; before its first change.
    pub(crate) fn reverses(&mut self, reversal: Reversal) {
        self.reversal = Some(reversal);
    }

    /// A transaction of which the facts were taken back is undone, also where nothing else of it was.
    fn reverse_facts(&mut self) -> Result<()> {
        for first in std::mem::take(&mut self.undone_facts) {
            if log::counts(&self.sql, first)? != Some(true) {
                continue;
            }
            let newest = log::newest_reversal(&self.sql, first)?.map_or(0, |newest| newest.saturating_add(1));
            let clock = clock_at(self.now).max(newest);
            let seq = self.log_transaction()?;
            log::reverse(&self.sql, seq, Reversal { of: first, first, again: false, clock })?;
        }
        Ok(())
    }

    pub(crate) fn commit(mut self) -> Result<(Option<Id>, Touched)> {
        self.reverse_facts()?;
        if let (Some(seq), true) = (self.seq, self.unattended) {
            // It may have been marked after its first change.
            self.sql.execute("UPDATE txn SET unattended = 1 WHERE seq = ?1", [seq])?;
        }
        self.sql.commit()?;
        Ok((self.seq.map(|_| self.id), self.touched))
    }
}

/// Adds those columns of a group that are not written with the others.
fn complete_groups(table: &Table, cells: &mut Vec<(u16, Value)>, current: impl Fn(u16) -> Value) {
    for group in schema::groups(table) {
        let is_written = |column: &Column| cells.iter().any(|(written, _)| *written == column.number);
        if group.iter().any(is_written) {
            let missing: Vec<u16> =
                group.iter().filter(|column| !is_written(column)).map(|column| column.number).collect();
            cells.extend(missing.into_iter().map(|column| (column, current(column))));
        }
    }
}

/// Makes the key of keyed identities, the same on every device of the workspace, unless it is there.
pub(crate) fn make_identity_key(sql: &Connection, now: Instant) -> Result<()> {
    let made = SecretKey::random()?;
    let added = sql.execute(
        "INSERT INTO meta (name, value) VALUES ('identity_key', ?1) ON CONFLICT DO NOTHING",
        [made.expose()],
    )?;
    if added > 0 {
        // The oldest key that a firm's devices know is the one that they share.
        sql.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('identity_key_at', ?1)", [now])?;
    }
    Ok(())
}

/// The key of keyed identities.
pub(crate) fn identity_key(reader: &Reader<'_>) -> Result<SecretKey> {
    let sql = "SELECT value FROM meta WHERE name = 'identity_key'";
    // Copied from where the database holds it to where it is wiped, without a stop between.
    let read = |row: &rusqlite::Row<'_>| Ok(SecretKey::from_slice(row.get_ref(0)?.as_blob()?));
    let found = reader.sql.prepare_cached(sql)?.query_row([], read).optional()?.flatten();
    found.ok_or_else(|| StoreError::Damaged("the key of identities is missing".to_owned()))
}

/// Keyed BLAKE3 over the parts, each with its length, cut to 128 bits.
pub(crate) fn keyed_id(key: &SecretKey, parts: &[&[u8]]) -> Result<Id> {
    Ok(KeyedIds::new(key).id(parts))
}

/// Makes many keyed identities: what holds the key is made and wiped once for all of them.
pub(crate) struct KeyedIds(blake3::Hasher);

impl KeyedIds {
    pub fn new(key: &SecretKey) -> Self {
        Self(blake3::Hasher::new_keyed(key.expose()))
    }

    /// As [`keyed_id`].
    pub fn id(&mut self, parts: &[&[u8]]) -> Id {
        self.0.reset();
        for part in parts {
            self.0.update(&(part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
        let mut bytes = [0; 16];
        self.0.finalize_xof().fill(&mut bytes);
        Id::from_bytes(bytes)
    }
}

impl Drop for KeyedIds {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
