//! Applying a change: the same code for a local edit and for one from another device.
//!
//! A cell's winner is the value with the highest (clock, session). What a record is follows from the changes that the
//! log has of it ([`Past`]), so applying is commutative and idempotent; every change stays in the log, the losing ones
//! too.

use std::collections::HashSet;

use pelikirja_domain::Id;
use rusqlite::{Connection, params_from_iter};

use crate::change::{CellChange, Change, Version, clock_millisecond, encode_cells};
use crate::exchange::conflict;
use crate::past::{Past, Standing};
use crate::schema::{self, DELETED, Table};
use crate::search;
use crate::{IntoValue, Result, StoreError};

/// What a transaction touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Records of synced tables: table number and identity.
    pub rows: HashSet<(u16, Id)>,
    /// Local keys of customers whose orders changed.
    pub order_customers: HashSet<i64>,
    /// Those of `rows` that are found by other words than before.
    pub(crate) searched: HashSet<(u16, Id)>,
}

impl Touched {
    /// Whether a record of that table was touched.
    pub fn has(&self, table: &schema::Table) -> bool {
        self.rows.iter().any(|(number, _)| *number == table.number)
    }

    /// Adds a record of which those columns were written.
    pub(crate) fn add(&mut self, table: &Table, row: Id, mut columns: impl Iterator<Item = u16>) {
        self.rows.insert((table.number, row));
        if columns.any(|column| search::is_indexed(table, column)) {
            self.searched.insert((table.number, row));
        }
    }

    /// The touched records of that table.
    pub fn of(&self, table: &schema::Table) -> impl Iterator<Item = Id> {
        let wanted = table.number;
        self.rows.iter().filter(move |(number, _)| *number == wanted).map(|(_, id)| *id)
    }
}

/// Logs a change of a record whose past is known, and writes what it makes of the record.
pub(crate) fn apply(
    sql: &Connection,
    txn: i64,
    change: Change,
    session: Id,
    mut past: Past,
    touched: &mut Touched,
) -> Result<()> {
    let table = known(change.table)?;
    let place = log(sql, txn, &change, &encode_cells(&change.cells, &change.seen))?;
    let columns: Vec<u16> = change.cells.iter().map(|cell| cell.column).collect();
    past.add(place, Version { clock: change.clock, session }, change.cells, change.seen);
    settle(sql, table, change.row, &past, &columns, touched)
}

/// Logs the making of a record and writes it; fails when the record is there already.
pub(crate) fn make(sql: &Connection, txn: i64, change: &Change, touched: &mut Touched) -> Result<()> {
    let table = known(change.table)?;
    log(sql, txn, change, &encode_cells(&change.cells, &change.seen))?;
    insert(sql, table, change, "")?;
    touched.add(
        table,
        change.row,
        change.cells.iter().map(|cell| cell.column).filter(|column| *column != DELETED),
    );
    Ok(())
}

/// Writes a record that nothing is known of yet; returns whether that was so. The change is logged already.
pub(crate) fn make_unless_there(
    sql: &Connection,
    table: &Table,
    change: &Change,
    touched: &mut Touched,
) -> Result<bool> {
    let made = insert(sql, table, change, "ON CONFLICT (id) DO NOTHING")?;
    if made {
        let filled = change.cells.iter().map(|cell| cell.column).filter(|column| *column != DELETED);
        touched.add(table, change.row, filled);
    }
    Ok(made)
}

/// Writes a change into the log, its cells as they are encoded. Returns its place.
pub(crate) fn log(sql: &Connection, txn: i64, change: &Change, cells: &[u8]) -> Result<i64> {
    sql.prepare_cached("INSERT INTO change (txn, tbl, row, clock, cells) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((txn, change.table, change.row.as_bytes(), change.clock, cells))?;
    Ok(sql.last_insert_rowid())
}

/// Writes what counts of those columns into a record, and notes its conflicts.
pub(crate) fn settle(
    sql: &Connection,
    table: &'static Table,
    row: Id,
    past: &Past,
    columns: &[u16],
    touched: &mut Touched,
) -> Result<()> {
    let standing = past.standing();
    // What was deleted, or is back though it was, may be found or not whatever column was written.
    let whether_it_is_there = (standing != Standing::Here).then_some(DELETED);
    touched.add(table, row, columns.iter().copied().chain(whether_it_is_there));
    let mut names = vec!["created_at", "deleted"];
    let mut values =
        vec![row.into_value(), past.created_at().into_value(), standing.is_deleted().into_value()];
    for column in columns.iter().filter(|column| **column != DELETED) {
        let Some(name) = table.column_name(*column).filter(|name| !names.contains(name)) else { continue };
        names.push(name);
        values.push(past.value(table, *column)?);
    }
    let placed = || names.iter().zip(2..);
    let assignments: Vec<String> = placed().map(|(name, place)| format!("{name} = ?{place}")).collect();
    let statement = format!("UPDATE {} SET {} WHERE id = ?1", table.name, assignments.join(", "));
    if sql.prepare_cached(&statement)?.execute(params_from_iter(&values))? == 0 {
        let places: Vec<String> = placed().map(|(_, place)| format!("?{place}")).collect();
        let statement = format!(
            "INSERT INTO {} (id, {}) VALUES (?1, {})",
            table.name,
            names.join(", "),
            places.join(", ")
        );
        sql.prepare_cached(&statement)?.execute(params_from_iter(&values))?;
    }
    conflict::note(sql, table, row, past, standing)
}

fn known(table: u16) -> Result<&'static Table> {
    schema::table(table).ok_or_else(|| StoreError::Other(anyhow::anyhow!("table {table} is unknown")))
}

/// Returns whether a row was written.
fn insert(sql: &Connection, table: &Table, change: &Change, conflict: &str) -> Result<bool> {
    let cells: Vec<(&str, &CellChange)> =
        change.cells.iter().filter_map(|cell| Some((table.column_name(cell.column)?, cell))).collect();
    let names: Vec<&str> = cells.iter().map(|(name, _)| *name).collect();
    let places: Vec<String> = (0..names.len()).map(|index| format!("?{}", index + 3)).collect();
    let statement = format!(
        "INSERT INTO {} (id, created_at, {}) VALUES (?1, ?2, {}) {conflict}",
        table.name,
        names.join(", "),
        places.join(", "),
    );
    let own = [change.row.into_value(), clock_millisecond(change.clock).into_value()];
    let values = own.into_iter().chain(cells.iter().map(|(_, cell)| cell.value.clone()));
    Ok(sql.prepare_cached(&statement)?.execute(params_from_iter(values))? > 0)
}
