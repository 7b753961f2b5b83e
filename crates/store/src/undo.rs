//! Undo and redo: new changes that put back what a transaction replaced.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::change::{CellChange, Change, decode_cells};
use crate::connection::Reader;
use crate::schema::{self, DELETED, Table};
use crate::write::WriteTransaction;
use crate::{IntoValue, Result, StoreError, Value};

/// A transaction that can be undone or redone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undoable {
    /// The transaction to hand to [`WriteTransaction::undo`].
    pub transaction: Id,
    /// What it did; for a redo, what is done again.
    pub kind: String,
}

/// What an undo did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndoneTransaction {
    /// Records that are as they were before.
    pub records: u32,
    /// Cells left alone because somebody has changed them since.
    pub kept_cells: u32,
    /// Records left alone because of the caller's veto or because somebody has edited them since.
    pub kept: Vec<(&'static Table, Id)>,
    /// Records that the transaction had made and that are gone now.
    pub removed: u32,
    /// Records of which only some cells were left alone.
    pub kept_in_part: Vec<(&'static Table, Id)>,
}

struct Logged {
    seq: i64,
    undone: bool,
}

impl WriteTransaction<'_> {
    /// Undoes a transaction: cells that are still as it left them get the value from before; records that it made
    /// are deleted.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::AlreadyUndone`] and those of the database.
    pub fn undo(&mut self, transaction: Id) -> Result<UndoneTransaction> {
        self.undo_except(transaction, &mut |_, _, _| Ok(false))
    }

    /// As [`Self::undo`], but leaves records alone that the transaction made and that were edited since or for
    /// which `keep` answers true.
    ///
    /// # Errors
    /// As [`Self::undo`].
    pub fn undo_except(
        &mut self,
        transaction: Id,
        keep: &mut dyn FnMut(&Reader<'_>, &'static Table, Id) -> Result<bool>,
    ) -> Result<UndoneTransaction> {
        let logged = find(&self.sql, transaction)?;
        if logged.undone {
            return Err(StoreError::AlreadyUndone);
        }
        self.mark_as_undo_of(transaction);
        let mut undone = UndoneTransaction::default();
        let changes = changes_of(&self.sql, logged.seq)?;
        let brought: HashSet<(u16, Id)> =
            changes.iter().filter(|change| brings(change)).map(|change| (change.table, change.row)).collect();
        let mut kept: HashMap<(u16, Id), bool> = HashMap::new();
        for change in changes {
            let Some(table) = schema::table(change.table) else { continue };
            let place = (change.table, change.row);
            let made = change.cells.iter().any(|cell| cell.column == DELETED && cell.previous.is_none());
            if brought.contains(&place) {
                let is_kept = match kept.get(&place) {
                    Some(is_kept) => *is_kept,
                    None => {
                        let is_kept = edited_since(&self.sql, change.table, change.row, logged.seq)?
                            || keep(&self.reader(), table, change.row)?;
                        if is_kept {
                            undone.kept.push((table, change.row));
                        }
                        kept.insert(place, is_kept);
                        is_kept
                    }
                };
                // What else the transaction did to a record that goes, or stays, goes or stays with it.
                if is_kept || !brings(&change) {
                    continue;
                }
            }
            let cells = self.cells_to_put_back(&change, made, &mut undone)?;
            if self.change_cells(table, change.row, cells)? {
                undone.records += 1;
                undone.removed += u32::from(brings(&change));
            }
        }
        // An undo that finds nothing to put back is logged all the same, so that it is not offered again.
        self.log_transaction()?;
        let redone = reverts(&self.sql, transaction)?;
        self.sql.execute(
            "UPDATE txn SET undone_by = ?1 WHERE id = ?2",
            params_from_iter([self.id.into_value(), transaction.into_value()]),
        )?;
        // To undo an undo makes the first transaction count again.
        if let Some(first) = redone {
            self.sql.execute("UPDATE txn SET undone_by = NULL WHERE id = ?1", [first.as_bytes()])?;
        }
        Ok(undone)
    }

    fn cells_to_put_back(
        &self,
        change: &Change,
        made: bool,
        undone: &mut UndoneTransaction,
    ) -> Result<Vec<(u16, Value)>> {
        if made {
            return Ok(vec![(DELETED, true.into_value())]);
        }
        let past = CellPast::read(&self.sql, change)?;
        let kept_before = undone.kept_cells;
        let mut cells = Vec::new();
        for cell in &change.cells {
            if past.stands(cell.column, change.clock) {
                cells.push((cell.column, past.value_before(cell)?));
            } else {
                undone.kept_cells += 1;
            }
        }
        if let (true, Some(table)) = (undone.kept_cells > kept_before, schema::table(change.table)) {
            undone.kept_in_part.push((table, change.row));
        }
        Ok(cells)
    }
}

impl Reader<'_> {
    /// The last transaction of this device that can be undone, the kinds in `never` left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last_undoable(&self, device: Id, never: &[&str]) -> Result<Option<Undoable>> {
        self.newest(device, |kind, undoes| !undoes && !never.contains(&kind))
    }

    /// The undo that can be taken back: the newest one that no new change has followed. That of an import is not:
    /// its facts are gone, the file has to be imported again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last_redoable(&self, device: Id) -> Result<Option<Undoable>> {
        let sql = "SELECT undo.id, first.kind FROM txn AS undo JOIN txn AS first ON first.id = undo.undoes
                   WHERE undo.device = ?1 AND undo.undone_by IS NULL AND first.undoes IS NULL
                     AND undo.kind <> 'undo_import' AND undo.seq > coalesce((SELECT max(seq) FROM txn WHERE device = ?1 AND undoes IS NULL), 0)
                   ORDER BY undo.seq DESC LIMIT 1";
        Ok(self
            .sql
            .prepare_cached(sql)?
            .query_row([device.as_bytes()], |row| {
                Ok(Undoable { transaction: Id::from_bytes(row.get(0)?), kind: row.get(1)? })
            })
            .optional()?)
    }

    /// What a logged transaction did, in one word.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the log does not have it.
    pub fn transaction_kind(&self, transaction: Id) -> Result<String> {
        let sql = "SELECT kind FROM txn WHERE id = ?1";
        self.sql
            .query_row(sql, [transaction.as_bytes()], |row| row.get(0))
            .optional()?
            .ok_or(StoreError::NotFound)
    }

    fn newest(&self, device: Id, wanted: impl Fn(&str, bool) -> bool) -> Result<Option<Undoable>> {
        let sql = "SELECT id, kind, undoes IS NOT NULL FROM txn
                   WHERE device = ?1 AND undone_by IS NULL ORDER BY seq DESC LIMIT 500";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query([device.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let kind: String = row.get(1)?;
            if wanted(&kind, row.get(2)?) {
                return Ok(Some(Undoable { transaction: Id::from_bytes(row.get(0)?), kind }));
            }
        }
        Ok(None)
    }
}

fn find(sql: &Connection, transaction: Id) -> Result<Logged> {
    let statement = "SELECT seq, undone_by IS NOT NULL FROM txn WHERE id = ?1";
    sql.query_row(statement, [transaction.as_bytes()], |row| {
        Ok(Logged { seq: row.get(0)?, undone: row.get(1)? })
    })
    .optional()?
    .ok_or(StoreError::NotFound)
}

/// The transaction that this one undid, if it is an undo.
fn reverts(sql: &Connection, transaction: Id) -> Result<Option<Id>> {
    let statement = "SELECT undoes FROM txn WHERE id = ?1";
    let undoes: Option<[u8; 16]> = sql.query_row(statement, [transaction.as_bytes()], |row| row.get(0))?;
    Ok(undoes.map(Id::from_bytes))
}

fn changes_of(sql: &Connection, seq: i64) -> Result<Vec<Change>> {
    let mut statement =
        sql.prepare_cached("SELECT tbl, row, clock, cells FROM change WHERE txn = ?1 ORDER BY seq DESC")?;
    let mut rows = statement.query([seq])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(Change {
            table: row.get(0)?,
            row: Id::from_bytes(row.get(1)?),
            clock: row.get(2)?,
            cells: decode_cells(row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?)?,
        });
    }
    Ok(changes)
}

fn brings(change: &Change) -> bool {
    is_bringing(&change.cells)
}

/// Whether a change made a record, or brought a deleted one back.
pub(crate) fn is_bringing(cells: &[CellChange]) -> bool {
    cells.iter().any(|cell| cell.column == DELETED && cell.value == Value::Integer(0))
}

/// Whether a later transaction has changed a record and that change still stands: what was undone does not count.
pub(crate) fn edited_since(sql: &Connection, table: u16, row: Id, seq: i64) -> Result<bool> {
    let mut statement = sql.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM change JOIN txn ON txn.seq = change.txn
         WHERE change.row = ?1 AND change.tbl = ?2 AND change.txn > ?3
           AND txn.undone_by IS NULL AND txn.undoes IS NULL)",
    )?;
    Ok(statement.query_row((row.as_bytes(), table, seq), |row| row.get(0))?)
}

/// Everything that the cells of one record ever were.
struct CellPast {
    /// By column and clock.
    values: HashMap<(u16, i64), PastValue>,
    /// What a transaction wrote into a column: its clock.
    written: HashMap<(Id, u16), i64>,
}

struct PastValue {
    value: Value,
    previous: Option<i64>,
    /// The transaction that this value's transaction undid.
    undoes: Option<Id>,
}

impl CellPast {
    fn read(sql: &Connection, change: &Change) -> Result<Self> {
        let mut statement = sql.prepare_cached(
            "SELECT change.clock, change.cells, txn.id, txn.undoes FROM change JOIN txn ON txn.seq = change.txn
             WHERE change.row = ?1 AND change.tbl = ?2",
        )?;
        let mut rows = statement.query((change.row.as_bytes(), change.table))?;
        let mut past = Self { values: HashMap::new(), written: HashMap::new() };
        while let Some(row) = rows.next()? {
            let clock: i64 = row.get(0)?;
            let transaction = Id::from_bytes(row.get(2)?);
            let undoes: Option<[u8; 16]> = row.get(3)?;
            let undoes = undoes.map(Id::from_bytes);
            for cell in decode_cells(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)? {
                past.written.insert((transaction, cell.column), clock);
                let value = PastValue { value: cell.value, previous: cell.previous, undoes };
                past.values.insert((cell.column, clock), value);
            }
        }
        Ok(past)
    }

    /// Whether a cell still is as the change of that clock left it: nobody wrote into it since, or what was written
    /// has been undone.
    fn stands(&self, column: u16, clock: i64) -> bool {
        let newest = self.values.keys().filter(|(found, _)| *found == column).map(|(_, clock)| *clock).max();
        newest.is_some_and(|newest| self.origin(column, Some(newest)) == self.origin(column, Some(clock)))
    }

    /// The clock at which a value was first written: an undo writes an older value again.
    fn origin(&self, column: u16, clock: Option<i64>) -> Option<i64> {
        let mut clock = clock?;
        while let Some(undone) = self.values.get(&(column, clock)).and_then(|value| value.undoes) {
            let put_back =
                self.written.get(&(undone, column)).and_then(|written| self.values.get(&(column, *written)));
            // Clocks fall on the way back, so the walk ends.
            clock = put_back?.previous?;
        }
        Some(clock)
    }

    /// The value that a cell had before a change: that of the clock it names, or nothing.
    fn value_before(&self, cell: &CellChange) -> Result<Value> {
        let Some(previous) = cell.previous else {
            return Ok(if cell.column == DELETED { true.into_value() } else { Value::Null });
        };
        let found = self.values.get(&(cell.column, previous));
        let lacking = || StoreError::Damaged(format!("the log lacks the value of clock {previous}"));
        found.map(|found| found.value.clone()).ok_or_else(lacking)
    }
}
