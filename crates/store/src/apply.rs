//! Applying a change: the same code for a local edit and for one from another device.
//!
//! A cell's winner is the value with the highest (clock, session). Applying is commutative and idempotent; every
//! change stays in the log, the losing ones too.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::change::{CellChange, Change, Version, cells_at, clock_millisecond, encode_cells};
use crate::log::{self, Logged};
use crate::store::Store;
use crate::undo::Reversal;
use crate::{IntoValue, Result, StoreError, schema};

/// What a transaction touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Records of synced tables: table number and identity.
    pub rows: HashSet<(u16, Id)>,
    /// Local keys of customers whose orders changed.
    pub order_customers: HashSet<i64>,
}

impl Touched {
    /// Whether a record of that table was touched.
    pub fn has(&self, table: &schema::Table) -> bool {
        self.rows.iter().any(|(number, _)| *number == table.number)
    }

    /// The touched records of that table.
    pub fn of(&self, table: &schema::Table) -> impl Iterator<Item = Id> {
        let wanted = table.number;
        self.rows.iter().filter(move |(number, _)| *number == wanted).map(|(_, id)| *id)
    }
}

/// A transaction that another device made.
#[derive(Debug, Clone)]
pub struct ForeignTransaction {
    /// Identity.
    pub id: Id,
    /// When, milliseconds since 1970 UTC by that device's clock.
    pub at: i64,
    /// Who.
    pub member: Option<Id>,
    /// On which device.
    pub device: Id,
    /// In which session; decides between equal clocks.
    pub session: Id,
    /// What it did, in one word.
    pub kind: String,
    /// Whether nobody sat before it.
    pub unattended: bool,
    /// What it takes back or puts back.
    pub reversal: Option<Reversal>,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// The version that counts of each cell of a record.
pub(crate) fn versions(sql: &Connection, table: u16, row: Id) -> Result<HashMap<u16, Version>> {
    let mut statement = sql.prepare_cached(
        "SELECT change.clock, change.cells, txn.session FROM change JOIN txn ON txn.seq = change.txn
         WHERE change.row = ?1 AND change.tbl = ?2",
    )?;
    let mut rows = statement.query((row.as_bytes(), table))?;
    let mut versions: HashMap<u16, Version> = HashMap::new();
    while let Some(found) = rows.next()? {
        let candidate = Version { clock: found.get(0)?, session: Id::from_bytes(found.get(2)?) };
        for cell in cells_at(found, 1)? {
            let version = versions.entry(cell.column).or_insert(candidate);
            *version = (*version).max(candidate);
        }
    }
    Ok(versions)
}

/// Logs a change and writes the cells that win over the versions that counted so far.
pub(crate) fn apply(
    sql: &Connection,
    txn: i64,
    change: &Change,
    session: Id,
    counted: &HashMap<u16, Version>,
    touched: &mut Touched,
) -> Result<()> {
    let table = log(sql, txn, change)?;
    let candidate = Version { clock: change.clock, session };
    let known: Vec<(&str, &CellChange)> =
        change.cells.iter().filter_map(|cell| Some((table.column_name(cell.column)?, cell))).collect();
    let wins = |cell: &CellChange| counted.get(&cell.column).is_none_or(|version| candidate > *version);
    let winning: Vec<_> = known.iter().copied().filter(|(_, cell)| wins(cell)).collect();
    let created_at = clock_millisecond(change.clock);
    if !winning.is_empty() {
        let assignments: Vec<String> =
            winning.iter().map(|(name, _)| format!("{name} = excluded.{name}")).collect();
        let conflict = format!(
            "ON CONFLICT (id) DO UPDATE SET created_at = min(created_at, excluded.created_at), {}",
            assignments.join(", ")
        );
        insert(sql, table, change.row, created_at, &winning, &conflict)?;
        touched.rows.insert((change.table, change.row));
    } else if !known.is_empty() {
        // Also a change that comes too late to count may be the oldest one.
        let statement = format!("UPDATE {} SET created_at = min(created_at, ?2) WHERE id = ?1", table.name);
        sql.prepare_cached(&statement)?.execute((change.row.as_bytes(), created_at))?;
    }
    Ok(())
}

/// Logs the making of a record and writes it; fails when the record is there already.
pub(crate) fn make(sql: &Connection, txn: i64, change: &Change, touched: &mut Touched) -> Result<()> {
    let table = log(sql, txn, change)?;
    let cells: Vec<(&str, &CellChange)> =
        change.cells.iter().filter_map(|cell| Some((table.column_name(cell.column)?, cell))).collect();
    insert(sql, table, change.row, clock_millisecond(change.clock), &cells, "")?;
    touched.rows.insert((change.table, change.row));
    Ok(())
}

fn log(sql: &Connection, txn: i64, change: &Change) -> Result<&'static schema::Table> {
    let Some(table) = schema::table(change.table) else {
        return Err(StoreError::Other(anyhow::anyhow!("table {} is unknown", change.table)));
    };
    sql.prepare_cached("INSERT INTO change (txn, tbl, row, clock, cells) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((txn, change.table, change.row.as_bytes(), change.clock, encode_cells(&change.cells)?))?;
    Ok(table)
}

fn insert(
    sql: &Connection,
    table: &schema::Table,
    row: Id,
    created_at: i64,
    cells: &[(&str, &CellChange)],
    conflict: &str,
) -> Result<()> {
    let names: Vec<&str> = cells.iter().map(|(name, _)| *name).collect();
    let places: Vec<String> = (0..names.len()).map(|index| format!("?{}", index + 3)).collect();
    let statement = format!(
        "INSERT INTO {} (id, created_at, {}) VALUES (?1, ?2, {}) {conflict}",
        table.name,
        names.join(", "),
        places.join(", "),
    );
    let own = [row.into_value(), created_at.into_value()];
    let values = own.into_iter().chain(cells.iter().map(|(_, cell)| cell.value.clone()));
    sql.prepare_cached(&statement)?.execute(params_from_iter(values))?;
    Ok(())
}

impl Store {
    /// Applies a transaction of another device; a second time it changes nothing.
    ///
    /// # Errors
    /// Those of the database; nothing has changed then.
    pub fn apply_foreign(&self, foreign: &ForeignTransaction) -> Result<Touched> {
        let written = self.write("foreign", |tx| {
            let known: Option<i64> = tx
                .sql
                .query_row("SELECT seq FROM txn WHERE id = ?1", [foreign.id.as_bytes()], |row| row.get(0))
                .optional()
                .map_err(StoreError::from)?;
            if known.is_some() {
                return Ok::<(), StoreError>(());
            }
            let seq = log::add(&tx.sql, foreign)?;
            for change in &foreign.changes {
                let counted = versions(&tx.sql, change.table, change.row)?;
                apply(&tx.sql, seq, change, foreign.session, &counted, &mut tx.touched)?;
            }
            // What it reverses may have come before or come later, and so may what reverses it.
            let first = foreign.reversal.map_or(foreign.id, |reversal| reversal.first);
            log::settle(&tx.sql, first)
        })?;
        Ok(written.touched)
    }

    /// A logged transaction in the form that another device applies.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the log does not have it.
    pub fn logged_transaction(&self, id: Id) -> Result<ForeignTransaction> {
        self.read(|reader| {
            let Logged { seq, mut transaction } = log::find(reader.sql, id)?;
            transaction.changes = log::changes_of(reader.sql, seq)?;
            Ok(transaction)
        })
    }
}
