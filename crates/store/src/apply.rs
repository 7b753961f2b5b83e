//! Applying a change: the same code for a local edit and for one from another device.
//!
//! A cell's winner is the value with the highest (clock, session). Applying is commutative and idempotent; every
//! change stays in the log, the losing ones too.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::change::{Change, clock_millisecond, decode_cells, encode_cells};
use crate::schema;
use crate::store::Store;
use crate::{IntoValue, Result, StoreError, Value};

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
    /// What it changed.
    pub changes: Vec<Change>,
}

/// The winner among the values that a cell ever had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Winner {
    pub clock: i64,
    pub session: Id,
}

/// The winner of each cell of a record.
pub(crate) fn cell_clocks(sql: &Connection, table: u16, row: Id) -> Result<HashMap<u16, Winner>> {
    let mut statement = sql.prepare_cached(
        "SELECT change.clock, change.cells, txn.session FROM change JOIN txn ON txn.seq = change.txn
         WHERE change.row = ?1 AND change.tbl = ?2",
    )?;
    let mut rows = statement.query((row.as_bytes(), table))?;
    let mut winners: HashMap<u16, Winner> = HashMap::new();
    while let Some(found) = rows.next()? {
        let candidate = Winner { clock: found.get(0)?, session: Id::from_bytes(found.get(2)?) };
        for cell in decode_cells(found.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)? {
            let winner = winners.entry(cell.column).or_insert(candidate);
            *winner = (*winner).max(candidate);
        }
    }
    Ok(winners)
}

/// Logs a change and writes the cells that win. `fresh` says that the record is certainly new.
pub(crate) fn apply(
    sql: &Connection,
    txn: i64,
    change: &Change,
    session: Id,
    fresh: bool,
    touched: &mut Touched,
) -> Result<()> {
    let Some(table) = schema::table(change.table) else {
        return Err(StoreError::Other(anyhow::anyhow!("table {} is unknown", change.table)));
    };
    let winners = if fresh { HashMap::new() } else { cell_clocks(sql, change.table, change.row)? };
    let candidate = Winner { clock: change.clock, session };
    sql.prepare_cached("INSERT INTO change (txn, tbl, row, clock, cells) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((txn, change.table, change.row.as_bytes(), change.clock, encode_cells(&change.cells)?))?;
    let mut names = Vec::with_capacity(change.cells.len());
    let mut values = Vec::with_capacity(change.cells.len() + 2);
    values.push(change.row.into_value());
    values.push(clock_millisecond(change.clock).into_value());
    for cell in &change.cells {
        let wins = winners.get(&cell.column).is_none_or(|winner| candidate > *winner);
        if let (true, Some(name)) = (wins, table.column_name(cell.column)) {
            names.push(name);
            values.push(cell.value.clone());
        }
    }
    if !names.is_empty() {
        upsert(sql, table.name, &names, values)?;
        touched.rows.insert((change.table, change.row));
    }
    Ok(())
}

fn upsert(sql: &Connection, table: &str, names: &[&str], values: Vec<Value>) -> Result<()> {
    let places: Vec<String> = (0..names.len()).map(|index| format!("?{}", index + 3)).collect();
    let assignments: Vec<String> = names.iter().map(|name| format!("{name} = excluded.{name}")).collect();
    let statement = format!(
        "INSERT INTO {table} (id, created_at, {}) VALUES (?1, ?2, {}) ON CONFLICT (id) DO UPDATE SET
         created_at = min(created_at, excluded.created_at), {}",
        names.join(", "),
        places.join(", "),
        assignments.join(", ")
    );
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
            let values = [
                foreign.id.into_value(),
                foreign.at.into_value(),
                foreign.member.into_value(),
                foreign.device.into_value(),
                foreign.session.into_value(),
                foreign.kind.as_str().into_value(),
            ];
            tx.sql.execute(
                "INSERT INTO txn (id, at, member, device, session, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params_from_iter(values),
            )?;
            let seq = tx.sql.last_insert_rowid();
            for change in &foreign.changes {
                apply(&tx.sql, seq, change, foreign.session, false, &mut tx.touched)?;
            }
            Ok(())
        })?;
        Ok(written.touched)
    }

    /// A logged transaction in the form that another device applies.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the log does not have it.
    pub fn logged_transaction(&self, id: Id) -> Result<ForeignTransaction> {
        self.read(|reader| {
            let sql = "SELECT seq, at, member, device, session, kind FROM txn WHERE id = ?1";
            let found = reader
                .sql
                .query_row(sql, [id.as_bytes()], |row| {
                    let member: Option<[u8; 16]> = row.get(2)?;
                    Ok((
                        row.get::<_, i64>(0)?,
                        ForeignTransaction {
                            id,
                            at: row.get(1)?,
                            member: member.map(Id::from_bytes),
                            device: Id::from_bytes(row.get(3)?),
                            session: Id::from_bytes(row.get(4)?),
                            kind: row.get(5)?,
                            changes: Vec::new(),
                        },
                    ))
                })
                .optional()?;
            let (seq, mut transaction) = found.ok_or(StoreError::NotFound)?;
            let mut statement = reader
                .sql
                .prepare_cached("SELECT tbl, row, clock, cells FROM change WHERE txn = ?1 ORDER BY seq")?;
            let mut rows = statement.query([seq])?;
            while let Some(row) = rows.next()? {
                transaction.changes.push(Change {
                    table: row.get(0)?,
                    row: Id::from_bytes(row.get(1)?),
                    clock: row.get(2)?,
                    cells: decode_cells(row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?)?,
                });
            }
            Ok(transaction)
        })
    }
}
