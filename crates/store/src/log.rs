//! The log of transactions: what each did, and whether it counts.

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::change::{CellChange, Change, cells_and_seen_at, cells_at};
use crate::schema::{DELETED, Table};
use crate::undo::Reversal;
use crate::{IntoValue, Reader, Result, StoreError, Value};

/// A transaction, its changes left out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Transaction {
    /// Identity; follows from session, time and counter.
    pub id: Id,
    /// When, milliseconds since 1970 UTC by that device's clock.
    pub at: i64,
    /// Who.
    pub member: Option<Id>,
    /// On which device.
    pub device: Id,
    /// In which session; decides between equal clocks.
    pub session: Id,
    /// Which one of its moment.
    pub counter: u64,
    /// What it did, in one word.
    pub kind: String,
    /// Whether nobody sat before it.
    pub unattended: bool,
    /// What it takes back or puts back.
    pub reversal: Option<Reversal>,
}

/// A transaction as it stands in the log.
pub(crate) struct Logged {
    /// Place in the log.
    pub seq: i64,
    pub transaction: Transaction,
}

/// Writes a transaction into the log. Returns its place; none when it is there already.
pub(crate) fn add(sql: &Connection, transaction: &Transaction) -> Result<Option<i64>> {
    let reversal = transaction.reversal;
    let values = [
        transaction.id.into_value(),
        transaction.at.into_value(),
        transaction.member.into_value(),
        transaction.device.into_value(),
        transaction.session.into_value(),
        transaction.counter.cast_signed().into_value(),
        transaction.kind.as_str().into_value(),
        transaction.unattended.into_value(),
        reversal.map(|reversal| reversal.of).into_value(),
        reversal.map(|reversal| reversal.first).into_value(),
        reversal.map(|reversal| reversal.again).into_value(),
        reversal.map(|reversal| reversal.clock).into_value(),
    ];
    let mut statement = sql.prepare_cached(
        "INSERT INTO txn (id, at, member, device, session, counter, kind, unattended, undoes, first, again, undo_clock)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (id) DO NOTHING",
    )?;
    let added = statement.execute(params_from_iter(values))? > 0;
    Ok(added.then(|| sql.last_insert_rowid()))
}

/// The place of a transaction in the log.
pub(crate) fn place(sql: &Connection, id: Id) -> Result<Option<i64>> {
    let mut statement = sql.prepare_cached("SELECT seq FROM txn WHERE id = ?1")?;
    Ok(statement.query_row([id.as_bytes()], |row| row.get(0)).optional()?)
}

/// Finds a transaction.
///
/// # Errors
/// [`StoreError::NotFound`] when the log does not have it.
pub(crate) fn find(sql: &Connection, id: Id) -> Result<Logged> {
    sql.prepare_cached(&format!("SELECT {COLUMNS} FROM txn WHERE id = ?1"))?
        .query_row([id.as_bytes()], read)
        .optional()?
        .ok_or(StoreError::NotFound)
}

/// The transaction at a place in the log.
pub(crate) fn at(sql: &Connection, seq: i64) -> Result<Option<Transaction>> {
    let statement = format!("SELECT {COLUMNS} FROM txn WHERE seq = ?1");
    let found = sql.prepare_cached(&statement)?.query_row([seq], read).optional()?;
    Ok(found.map(|logged| logged.transaction))
}

const COLUMNS: &str =
    "seq, at, member, device, session, kind, unattended, undoes, first, again, undo_clock, id, counter";

fn read(row: &Row<'_>) -> rusqlite::Result<Logged> {
    let optional_id =
        |index| Ok::<_, rusqlite::Error>(row.get::<_, Option<[u8; 16]>>(index)?.map(Id::from_bytes));
    let reversal = match optional_id(7)? {
        Some(of) => {
            let first = Id::from_bytes(row.get(8)?);
            Some(Reversal { of, first, again: row.get(9)?, clock: row.get(10)? })
        }
        None => None,
    };
    let transaction = Transaction {
        id: Id::from_bytes(row.get(11)?),
        at: row.get(1)?,
        member: optional_id(2)?,
        device: Id::from_bytes(row.get(3)?),
        session: Id::from_bytes(row.get(4)?),
        counter: row.get::<_, i64>(12)?.cast_unsigned(),
        kind: row.get(5)?,
        unattended: row.get(6)?,
        reversal,
    };
    Ok(Logged { seq: row.get(0)?, transaction })
}

/// What a transaction changed, in the order in which it did.
pub(crate) fn changes_of(sql: &Connection, seq: i64) -> Result<Vec<Change>> {
    let mut statement =
        sql.prepare_cached("SELECT tbl, row, clock, cells FROM change WHERE txn = ?1 ORDER BY seq")?;
    let mut rows = statement.query([seq])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let (cells, seen) = cells_and_seen_at(row, 3)?;
        let (table, clock) = (row.get(0)?, row.get(2)?);
        changes.push(Change { table, row: Id::from_bytes(row.get(1)?), clock, cells, seen });
    }
    Ok(changes)
}

/// Whether a transaction that reverses nothing counts, that is, has not been undone; `None` when the log lacks it.
pub(crate) fn counts(sql: &Connection, first: Id) -> Result<Option<bool>> {
    let statement = "SELECT undone_by IS NULL FROM txn WHERE id = ?1";
    Ok(sql.prepare_cached(statement)?.query_row([first.as_bytes()], |row| row.get(0)).optional()?)
}

/// The clock of the newest reversal of a transaction.
pub(crate) fn newest_reversal(sql: &Connection, first: Id) -> Result<Option<i64>> {
    let statement = "SELECT max(undo_clock) FROM txn WHERE first = ?1";
    Ok(sql.prepare_cached(statement)?.query_row([first.as_bytes()], |row| row.get(0))?)
}

/// Notes whether a transaction counts: its newest reversal decides, so that all devices come to the same answer
/// whatever came first.
pub(crate) fn settle(sql: &Connection, first: Id) -> Result<()> {
    sql.prepare_cached(
        "UPDATE txn SET undone_by = (SELECT iif(again, NULL, id) FROM txn AS reversal WHERE reversal.first = ?1
           ORDER BY undo_clock DESC, session DESC LIMIT 1) WHERE id = ?1",
    )?
    .execute([first.as_bytes()])?;
    Ok(())
}

/// Says of a transaction in the log what it reverses.
pub(crate) fn reverse(sql: &Connection, seq: i64, reversal: Reversal) -> Result<()> {
    sql.prepare_cached(
        "UPDATE txn SET undoes = ?2, first = ?3, again = ?4, undo_clock = ?5 WHERE seq = ?1 AND undoes IS NULL",
    )?
    .execute((
        seq,
        reversal.of.as_bytes(),
        reversal.first.as_bytes(),
        reversal.again,
        reversal.clock,
    ))?;
    settle(sql, reversal.first)
}

/// Whether a change made a record, or brought a deleted one back.
pub(crate) fn is_bringing(cells: &[CellChange]) -> bool {
    cells.iter().any(|cell| cell.column == DELETED && cell.value == Value::Integer(0))
}

/// Whether a transaction later in the log has changed a record and counts: what was undone does not.
pub(crate) fn edited_since(sql: &Connection, table: u16, row: Id, seq: i64) -> Result<bool> {
    let mut statement = sql.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM change JOIN txn ON txn.seq = change.txn
         WHERE change.row = ?1 AND change.tbl = ?2 AND change.txn > ?3
           AND txn.undone_by IS NULL AND txn.undoes IS NULL)",
    )?;
    Ok(statement.query_row((row.as_bytes(), table, seq), |row| row.get(0))?)
}

impl Reader<'_> {
    /// What a logged transaction did, in one word.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the log does not have it.
    pub fn transaction_kind(&self, transaction: Id) -> Result<String> {
        Ok(find(self.sql, transaction)?.transaction.kind)
    }

    /// Whether a transaction counts: it was not undone, or that was undone again. `None` when the log lacks it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn counts(&self, transaction: Id) -> Result<Option<bool>> {
        let reversal = match find(self.sql, transaction) {
            Err(StoreError::NotFound) => return Ok(None),
            found => found?.transaction.reversal,
        };
        let first = reversal.map_or(transaction, |reversal| reversal.first);
        let wanted = reversal.is_none_or(|reversal| reversal.again);
        Ok(counts(self.sql, first)?.map(|counts| counts == wanted))
    }

    /// Whether a transaction after this one has changed the record, and that change still counts.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the log does not have the transaction.
    pub fn edited_since(&self, transaction: Id, table: &Table, record: Id) -> Result<bool> {
        let seq =
            self.first("SELECT seq FROM txn WHERE id = ?1", [transaction.as_bytes()], |row| row.get(0))?;
        edited_since(self.sql, table.number, record, seq.ok_or(StoreError::NotFound)?)
    }

    /// Whether a transaction made the record, or brought it back after it had been deleted.
    ///
    /// # Errors
    /// Those of the database; [`StoreError::Damaged`] for an unreadable log entry.
    pub fn is_brought_by(&self, transaction: Id, table: &Table, record: Id) -> Result<bool> {
        let sql = "SELECT cells FROM change WHERE row = ?1 AND tbl = ?2
                     AND txn = (SELECT seq FROM txn WHERE id = ?3)";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query((record.as_bytes(), table.number, transaction.as_bytes()))?;
        while let Some(row) = rows.next()? {
            if is_bringing(&cells_at(row, 0)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
