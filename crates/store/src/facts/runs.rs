//! Which orders a batch had to do with, as runs of local keys: orders of a file have keys next to each other.

use rusqlite::Connection;

use crate::Result;
use crate::write::WriteTransaction;

/// What a batch had to do with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Orders {
    /// It added or changed something.
    Changed,
    /// Its file had every line that was stored.
    Confirmed,
    /// Its file had some of the lines that were stored; `confirmed_line` has them.
    Part,
}

impl Orders {
    const fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Confirmed => "confirmed",
            Self::Part => "part",
        }
    }
}

/// Notes orders of a batch.
pub(super) fn note(sql: &Connection, batch: i64, what: Orders, mut orders: Vec<i64>) -> Result<()> {
    orders.sort_unstable();
    let mut statement = sql.prepare_cached(
        "INSERT INTO batch_orders (batch, what, first_order, last_order) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET last_order = max(last_order, excluded.last_order)",
    )?;
    for run in orders.chunk_by(|one, next| next - one <= 1) {
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            statement.execute((batch, what.word(), first, last))?;
        }
    }
    Ok(())
}

/// Runs of orders that a batch had to do with: first and last key.
pub(super) fn of_batch(sql: &Connection, batch: i64, what: Orders) -> Result<Vec<(i64, i64)>> {
    let mut statement = sql
        .prepare_cached("SELECT first_order, last_order FROM batch_orders WHERE batch = ?1 AND what = ?2")?;
    let rows = statement.query_map((batch, what.word()), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Runs of orders that batches after this one confirmed, the earliest batch first: batch, first and last key.
pub(super) fn confirmed_after(sql: &Connection, batch: i64) -> Result<Vec<(i64, i64, i64)>> {
    let mut statement = sql.prepare_cached(
        "SELECT batch, first_order, last_order FROM batch_orders WHERE batch > ?1 AND what = ?2 ORDER BY batch",
    )?;
    let rows = statement
        .query_map((batch, Orders::Confirmed.word()), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Notes lines that a batch's file had as they were stored.
pub(super) fn confirm_lines(tx: &WriteTransaction<'_>, batch: i64, order: i64, places: &[i64]) -> Result<()> {
    let mut statement = tx.sql.prepare_cached(
        "INSERT OR IGNORE INTO confirmed_line (batch, order_key, line) VALUES (?1, ?2, ?3)",
    )?;
    for place in places {
        statement.execute((batch, order, place))?;
    }
    Ok(())
}

/// Forgets what a batch had to do with orders.
pub(super) fn forget(sql: &Connection, batch: i64) -> Result<()> {
    for (first, last) in of_batch(sql, batch, Orders::Part)? {
        sql.prepare_cached("DELETE FROM confirmed_line WHERE order_key BETWEEN ?1 AND ?2 AND batch = ?3")?
            .execute((first, last, batch))?;
    }
    sql.execute("DELETE FROM batch_orders WHERE batch = ?1", [batch])?;
    Ok(())
}
