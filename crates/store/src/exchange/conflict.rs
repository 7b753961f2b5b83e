//! Values that were written at the same time as the one that counts.
//!
//! Which there are follows from the log: they are the heads of a cell beside the winner ([`crate::past`]). The table is
//! only a list of them. Whoever writes into the cell knowing them settles the conflict on every device; so does using
//! the other value, and so does keeping the present one, which writes it once more.

use std::collections::BTreeSet;

use pelikirja_domain::Id;
use rusqlite::{Connection, Row};

use crate::change::{Version, cells_at};
use crate::past::{Past, PastCell, Standing};
use crate::schema::{self, DELETED, Table};
use crate::{IntoValue, Reader, Result, Value, WriteTransaction};

/// Why there is a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictKind {
    /// Two people wrote into the same cells.
    Values,
    /// One deleted the record, another wrote into it: it is back.
    Revived,
}

/// Who wrote a value, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenBy {
    /// Who.
    pub member: Option<Id>,
    /// On which device.
    pub device: Id,
    /// When, milliseconds since 1970 UTC by that device's clock.
    pub at: i64,
    /// The version of the value.
    pub version: Version,
}

/// A cell that two people wrote into.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictCell {
    /// Name of the column.
    pub column: &'static str,
    /// The value that counts.
    pub kept: Value,
    /// The other one.
    pub other: Value,
}

/// Something that two people wrote without knowledge of each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The table.
    pub table: &'static Table,
    /// The record.
    pub record: Id,
    /// What happened.
    pub kind: ConflictKind,
    /// The cells; those that are written together are in one conflict. Of a record that is back: what brought it back,
    /// `kept` being the value and `other` null.
    pub cells: Vec<ConflictCell>,
    /// Whose values count.
    pub kept_by: WrittenBy,
    /// Whose do not.
    pub other_by: WrittenBy,
}

/// Tables of which nobody is told about conflicts: links say nothing but that they are there, an import, a mapping and a
/// block of a form write themselves down, and a view is its owner's own.
const UNTOLD_TABLES: &[&Table] = &[
    &schema::customer_tag::TABLE,
    &schema::contact_person::TABLE,
    &schema::distinct_pair::TABLE,
    &schema::import_batch::TABLE,
    &schema::import_mapping::TABLE,
    &schema::saved_view::TABLE,
    &schema::preparation_block::TABLE,
];

/// Columns that the program fills in by itself, or that go with another that is told.
const UNTOLD_COLUMNS: &[schema::Column] = &[
    schema::customer::SOURCE,
    schema::product::SOURCE,
    schema::contact::MEMBER,
    schema::signal_handling::EVIDENCE,
    schema::signal_handling::HANDLED_ON,
    schema::signal_handling::MEMBER,
    schema::meeting::ICS_SEQUENCE,
    schema::preparation::FORM,
    schema::preparation::COMPLETED_AT,
    schema::preparation::COMPLETED_BY,
    schema::preparation::APPROVED_AT,
    schema::preparation::APPROVED_BY,
    schema::minutes::CLOSED_AT,
    schema::minutes::CLOSED_BY,
    schema::minutes::CONTACT,
];

fn is_told(table: &Table, column: u16) -> bool {
    let is_untold = UNTOLD_COLUMNS.iter().any(|untold| untold.table == table && untold.number == column);
    !is_untold && table.column_name(column).is_some()
}

/// The conflicts of a record: column, place of the loser in the log, and place of the winner.
pub(crate) fn of_past(table: &Table, past: &Past, standing: Standing<'_>) -> Vec<(u16, i64, i64)> {
    if UNTOLD_TABLES.contains(&table) {
        return Vec::new();
    }
    let mut conflicts = Vec::new();
    match standing {
        // Nobody looks for what two people wrote into something that is gone.
        Standing::Gone => return conflicts,
        Standing::Here => {}
        Standing::Back { deletion, by } => conflicts.push((DELETED, deletion.change, by.change)),
    }
    for column in past.columns().filter(|column| *column != DELETED && is_told(table, *column)) {
        let mut heads = past.heads(column);
        let Some(winner) = heads.next() else { continue };
        if past.is_merged(table, column) {
            continue;
        }
        let differs = |head: &&PastCell| head.value != winner.value;
        conflicts.extend(heads.filter(differs).map(|head| (column, head.change, winner.change)));
    }
    conflicts
}

/// Writes down the conflicts of a record.
pub(crate) fn note(
    sql: &Connection,
    table: &Table,
    row: Id,
    past: &Past,
    standing: Standing<'_>,
) -> Result<()> {
    sql.prepare_cached("DELETE FROM conflict WHERE row = ?1 AND tbl = ?2")?
        .execute((row.as_bytes(), table.number))?;
    for (column, loser, winner) in of_past(table, past, standing) {
        sql.prepare_cached(
            "INSERT OR IGNORE INTO conflict (row, tbl, col, loser, winner) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((row.as_bytes(), table.number, column, loser, winner))?;
    }
    Ok(())
}

impl Reader<'_> {
    /// Conflicts that nobody has settled, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn conflicts(&self, limit: u32) -> Result<Vec<Conflict>> {
        let sql = format!(
            "{SELECT} ORDER BY conflict.loser DESC, conflict.row, conflict.tbl, conflict.col LIMIT ?1"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query([limit])?;
        gather(&mut rows)
    }

    /// Conflicts of a record that nobody has settled, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn conflicts_of(&self, table: &Table, record: Id) -> Result<Vec<Conflict>> {
        let sql = format!(
            "{SELECT} WHERE conflict.row = ?1 AND conflict.tbl = ?2 ORDER BY conflict.loser DESC, conflict.col"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query((record.as_bytes(), table.number))?;
        gather(&mut rows)
    }

    /// How many conflicts nobody has settled: what was written together counts once, as in [`Self::conflicts`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn conflict_count(&self) -> Result<u64> {
        let sql = "SELECT tbl, row, col, loser, winner FROM conflict";
        let cells: Vec<(u16, [u8; 16], u16, i64, i64)> =
            self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
        let of_group = |table: &Table, column: u16| {
            let group =
                schema::groups(table).find(|group| group.iter().any(|written| written.number == column));
            group.and_then(|group| group.first()).map_or(column, |first| first.number)
        };
        let conflicts: BTreeSet<_> = cells
            .into_iter()
            .filter_map(|(table, row, column, loser, winner)| {
                let table = schema::table(table)?;
                Some((table.number, row, of_group(table, column), loser, winner))
            })
            .collect();
        Ok(conflicts.len() as u64)
    }
}

const SELECT: &str = "
    SELECT conflict.tbl, conflict.row, conflict.col,
      kept.cells, kept.clock, kept_txn.session, kept_txn.member, kept_txn.device, kept_txn.at,
      other.cells, other.clock, other_txn.session, other_txn.member, other_txn.device, other_txn.at
    FROM conflict
    JOIN change AS kept ON kept.seq = conflict.winner JOIN txn AS kept_txn ON kept_txn.seq = kept.txn
    JOIN change AS other ON other.seq = conflict.loser JOIN txn AS other_txn ON other_txn.seq = other.txn";

/// Cells that were written together by both sides are one conflict.
fn gather(rows: &mut rusqlite::Rows<'_>) -> Result<Vec<Conflict>> {
    let mut conflicts: Vec<Conflict> = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(table) = schema::table(row.get(0)?) else { continue };
        let record = Id::from_bytes(row.get(1)?);
        let column: u16 = row.get(2)?;
        let (kept_by, other_by) = (written_by(row, 4)?, written_by(row, 10)?);
        let (kept, other) = (cells_at(row, 3)?, cells_at(row, 9)?);
        let kind = if column == DELETED { ConflictKind::Revived } else { ConflictKind::Values };
        let value = |cells: &[crate::CellChange]| {
            let found = cells.iter().find(|cell| cell.column == column);
            found.map_or(Value::Null, |cell| cell.value.clone())
        };
        let cells: Vec<ConflictCell> = match kind {
            ConflictKind::Revived => {
                let named = kept.iter().filter(|cell| cell.column != DELETED);
                let named =
                    named.filter_map(|cell| Some((table.column_name(cell.column)?, cell.value.clone())));
                named.map(|(column, kept)| ConflictCell { column, kept, other: Value::Null }).collect()
            }
            ConflictKind::Values => {
                let Some(name) = table.column_name(column) else { continue };
                vec![ConflictCell { column: name, kept: value(&kept), other: value(&other) }]
            }
        };
        let is_same = |known: &&mut Conflict| {
            known.record == record
                && known.table == table
                && known.kind == ConflictKind::Values
                && known.other_by.version == other_by.version
                && known.kept_by.version == kept_by.version
                && kind == ConflictKind::Values
                && known.cells.iter().any(|cell| is_written_with(table, cell.column, column))
        };
        match conflicts.iter_mut().rev().take(8).find(is_same) {
            Some(known) => known.cells.extend(cells),
            None => conflicts.push(Conflict { table, record, kind, cells, kept_by, other_by }),
        }
    }
    Ok(conflicts)
}

fn is_written_with(table: &Table, name: &str, column: u16) -> bool {
    schema::groups(table)
        .any(|group| group.iter().any(|one| one.name == name) && group.iter().any(|one| one.number == column))
}

fn written_by(row: &Row<'_>, index: usize) -> Result<WrittenBy> {
    let version = Version { clock: row.get(index)?, session: Id::from_bytes(row.get(index + 1)?) };
    let member: Option<[u8; 16]> = row.get(index + 2)?;
    Ok(WrittenBy {
        member: member.map(Id::from_bytes),
        device: Id::from_bytes(row.get(index + 3)?),
        at: row.get(index + 4)?,
        version,
    })
}

impl WriteTransaction<'_> {
    /// Settles a conflict by taking the other side's values; a record that came back is deleted. Returns whether
    /// there was anything to settle.
    ///
    /// # Errors
    /// Those of the database.
    pub fn use_other(&mut self, conflict: &Conflict) -> Result<bool> {
        self.resolve(conflict, conflict.other_by.version, true)
    }

    /// Settles a conflict by keeping what counts. Returns whether there was anything to settle.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keep_current(&mut self, conflict: &Conflict) -> Result<bool> {
        self.resolve(conflict, conflict.kept_by.version, false)
    }

    /// Writes what that version said of the cells once more.
    fn resolve(&mut self, conflict: &Conflict, version: Version, deletes: bool) -> Result<bool> {
        let (table, record) = (conflict.table, conflict.record);
        let is_same = |open: &Conflict| open.kind == conflict.kind && open.other_by == conflict.other_by;
        if !self.reader().conflicts_of(table, record)?.iter().any(is_same) {
            return Ok(false);
        }
        if conflict.kind == ConflictKind::Revived {
            return self.change_cells(table, record, vec![(DELETED, deletes.into_value())]);
        }
        let past = Past::read(&self.sql, table.number, record)?;
        let mut cells: Vec<(u16, Value)> = Vec::new();
        for cell in &conflict.cells {
            let Some((number, _)) = table.columns.iter().find(|(_, name)| *name == cell.column) else {
                continue;
            };
            let group = schema::groups(table).find(|group| group.iter().any(|one| one.number == *number));
            let columns =
                group.map_or_else(|| vec![*number], |group| group.iter().map(|one| one.number).collect());
            for column in columns {
                let is_new = cells.iter().all(|(written, _)| *written != column);
                if let Some(said) = past.said(column, version).filter(|_| is_new) {
                    cells.push((column, said.clone()));
                }
            }
        }
        self.change_cells(table, record, cells)
    }
}
