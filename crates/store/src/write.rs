//! The one write path.

use pelikirja_crypto::{SecretKey, random_bytes};
use pelikirja_domain::{Id, Instant};
use rusqlite::{OptionalExtension, Transaction, params_from_iter};
use zeroize::Zeroize;

use crate::apply::{self, Touched};
use crate::change::{CellChange, Change, clock_at};
use crate::connection::Reader;
use crate::schema::{self, Column, Table};
use crate::{IntoValue, Result, StoreError, Value};

/// Who writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Author {
    pub member: Option<Id>,
    pub device: Id,
    pub session: Id,
}

/// A transaction that changes synced tables: logged and applied together.
pub struct WriteTransaction<'c> {
    pub(crate) sql: Transaction<'c>,
    pub(crate) author: Author,
    pub(crate) now: Instant,
    pub(crate) id: Id,
    pub(crate) touched: Touched,
    kind: String,
    seq: Option<i64>,
    undoes: Option<Id>,
}

impl<'c> WriteTransaction<'c> {
    pub(crate) fn begin(sql: Transaction<'c>, author: Author, now: Instant, kind: &str) -> Result<Self> {
        let id = Id::from_bytes(random_bytes()?);
        let kind = kind.to_owned();
        Ok(Self { sql, author, now, id, touched: Touched::default(), kind, seq: None, undoes: None })
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

    /// Reads what is stored, this transaction's own changes included.
    pub fn reader(&self) -> Reader<'_> {
        Reader { sql: &self.sql }
    }

    /// A new identity; identities made later sort later, which keeps inserts together in the file.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn new_id(&self) -> Result<Id> {
        let mut bytes: [u8; 16] = random_bytes()?;
        let milliseconds = self.now.to_be_bytes();
        if let (Some(front), Some(low)) = (bytes.get_mut(..6), milliseconds.get(2..)) {
            front.copy_from_slice(low);
        }
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
        let mut changes =
            vec![CellChange { column: schema::DELETED, value: Value::Integer(0), previous: None }];
        changes.extend(cells.filter(|(_, value)| *value != Value::Null).map(|(column, value)| CellChange {
            column: column.number,
            value,
            previous: None,
        }));
        let change = Change { table: table.number, row: id, clock: clock_at(self.now), cells: changes };
        self.log_and_apply(&change, true)
    }

    /// Sets cells of a record, making it when it is not there; cells that have the value already stay untouched.
    /// All columns belong to one table. Returns whether anything changed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set(&mut self, id: Id, cells: impl IntoIterator<Item = (Column, Value)>) -> Result<bool> {
        let cells: Vec<(Column, Value)> = cells.into_iter().collect();
        let Some(table) = cells.first().map(|(column, _)| column.table) else {
            return Ok(false);
        };
        let Some(current) = self.current(table, id, &cells)? else {
            self.create_from(id, cells)?;
            return Ok(true);
        };
        let differing = cells
            .into_iter()
            .zip(current)
            .filter(|((_, new), old)| new != old)
            .map(|((column, value), _)| (column.number, value))
            .collect::<Vec<_>>();
        self.change_cells(table, id, differing)
    }

    /// Sets those cells of a record that are still empty. All columns belong to one table. Returns whether anything
    /// changed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn fill(&mut self, id: Id, cells: impl IntoIterator<Item = (Column, Value)>) -> Result<bool> {
        let cells: Vec<(Column, Value)> = cells.into_iter().collect();
        let Some(table) = cells.first().map(|(column, _)| column.table) else {
            return Ok(false);
        };
        let Some(current) = self.current(table, id, &cells)? else {
            return Ok(false);
        };
        let is_empty = |value: &Value| matches!(value, Value::Null) || *value == Value::Text(String::new());
        let missing =
            cells.into_iter().zip(current).filter(|((_, new), old)| is_empty(old) && !is_empty(new));
        let missing = missing.map(|((column, value), _)| (column.number, value)).collect();
        self.change_cells(table, id, missing)
    }

    /// Whether a record has all these values already. All columns belong to one table.
    ///
    /// # Errors
    /// Those of the database.
    pub fn has(&self, id: Id, cells: &[(Column, Value)]) -> Result<bool> {
        let Some(table) = cells.first().map(|(column, _)| column.table) else {
            return Ok(true);
        };
        let current = self.current(table, id, cells)?;
        Ok(current.is_some_and(|current| current.iter().zip(cells).all(|(old, (_, new))| old == new)))
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
        let clocks = apply::cell_clocks(&self.sql, table.number, id)?;
        let newest = clocks.values().map(|winner| winner.clock).max().unwrap_or(0);
        let clock = clock_at(self.now).max(newest + 1);
        let cells = cells
            .into_iter()
            .map(|(column, value)| CellChange {
                column,
                value,
                previous: clocks.get(&column).map(|winner| winner.clock),
            })
            .collect();
        self.log_and_apply(&Change { table: table.number, row: id, clock, cells }, false)?;
        Ok(true)
    }

    fn log_and_apply(&mut self, change: &Change, fresh: bool) -> Result<()> {
        let seq = self.log_transaction()?;
        apply::apply(&self.sql, seq, change, self.author.session, fresh, &mut self.touched)
    }

    /// The current values of those columns; `None` when the record is not there.
    fn current(&self, table: &Table, id: Id, cells: &[(Column, Value)]) -> Result<Option<Vec<Value>>> {
        let names: Vec<&str> = cells.iter().map(|(column, _)| column.name).collect();
        let sql = format!("SELECT {} FROM {} WHERE id = ?1", names.join(", "), table.name);
        Ok(self
            .sql
            .prepare_cached(&sql)?
            .query_row([id.as_bytes()], |row| (0..names.len()).map(|index| row.get(index)).collect())
            .optional()?)
    }

    /// The row of this transaction in the log, made with its first change.
    pub(crate) fn log_transaction(&mut self) -> Result<i64> {
        if let Some(seq) = self.seq {
            return Ok(seq);
        }
        let values = [
            self.id.into_value(),
            self.now.into_value(),
            self.author.member.into_value(),
            self.author.device.into_value(),
            self.author.session.into_value(),
            self.kind.as_str().into_value(),
            self.undoes.into_value(),
        ];
        self.sql.execute(
            "INSERT INTO txn (id, at, member, device, session, kind, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params_from_iter(values),
        )?;
        let seq = self.sql.last_insert_rowid();
        self.seq = Some(seq);
        Ok(seq)
    }

    pub(crate) fn mark_as_undo_of(&mut self, undone: Id) {
        self.undoes = Some(undone);
    }

    pub(crate) fn commit(self) -> Result<(Option<Id>, Touched)> {
        self.sql.commit()?;
        Ok((self.seq.map(|_| self.id), self.touched))
    }
}

/// The key of keyed identities, the same on every device of the workspace; made with the workspace.
pub(crate) fn identity_key(reader: &Reader<'_>) -> Result<SecretKey> {
    let sql = "SELECT value FROM meta WHERE name = 'identity_key'";
    // Read where SQLite keeps it: a value of our own would be one more copy to wipe.
    let read = |row: &rusqlite::Row<'_>| Ok(row.get_ref(0)?.as_blob().ok().and_then(SecretKey::from_slice));
    let found = reader.sql.prepare_cached(sql)?.query_row([], read).optional()?;
    if let Some(key) = found {
        return key.ok_or_else(|| StoreError::Damaged("the key of identities has another form".to_owned()));
    }
    let key = SecretKey::random()?;
    reader.sql.execute("INSERT INTO meta (name, value) VALUES ('identity_key', ?1)", [key.expose()])?;
    Ok(key)
}

/// Keyed BLAKE3 over the parts, each with its length, cut to 128 bits.
pub(crate) fn keyed_id(key: &SecretKey, parts: &[&[u8]]) -> Result<Id> {
    let mut hasher = blake3::Hasher::new_keyed(key.expose());
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    hasher.zeroize();
    Ok(Id::from_bytes(bytes))
}
