//! Taking a batch back.

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension};

use super::heirs::hand_over;
use super::runs::{self, Orders};
use crate::write::WriteTransaction;
use crate::{Result, StoreError, Touched};

/// What taking back a batch did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactsUndone {
    /// Order lines taken away.
    pub removed: u64,
    /// Order lines and orders put back as they were.
    pub restored: u64,
    /// Order lines kept because a later batch has corrected them, or had them as well.
    pub kept: u64,
}

impl WriteTransaction<'_> {
    /// Takes back what a batch added and puts back what it replaced; what a later batch's file had as well stays and
    /// is that one's from then on. Batches can be taken back in any order: what a
    /// later batch replaced stays, and goes back to what was there before this batch once that one is undone too.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such batch, and those of the database.
    pub fn undo_facts(&mut self, batch: Id) -> Result<FactsUndone> {
        let key: i64 = self
            .sql
            .query_row("SELECT key FROM fact_batch WHERE id = ?1", [batch.as_bytes()], |row| row.get(0))
            .optional()?
            .ok_or(StoreError::NotFound)?;
        let sql = &self.sql;
        collect_orders(sql, key)?;
        collect_customers(sql, &mut self.touched)?;
        let kept = hand_over(sql, key)? + forget_in_later_batches(sql, key)?;
        let mut restored = restore_lines(sql, key)?;
        let removed = sql.execute(
            "DELETE FROM order_line WHERE batch = ?1 AND order_key IN (SELECT order_key FROM temp.undone_order)",
            [key],
        )? as u64;
        restored += restore_orders(sql, key)?;
        collect_customers(sql, &mut self.touched)?;
        remove_empty_orders(sql)?;
        sql.execute_batch(
            "UPDATE orders SET
               net = (SELECT coalesce(sum(net), 0) FROM order_line WHERE order_key = orders.key),
               lines = (SELECT count(*) FROM order_line WHERE order_key = orders.key)
             WHERE key IN (SELECT order_key FROM temp.undone_order);
             DELETE FROM temp.undone_order;",
        )?;
        runs::forget(&self.sql, key)?;
        Ok(FactsUndone { removed, restored, kept })
    }
}

/// Notes the orders that the batch has to do with.
fn collect_orders(sql: &Connection, key: i64) -> Result<()> {
    sql.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS undone_order (order_key INTEGER PRIMARY KEY);
         DELETE FROM temp.undone_order;",
    )?;
    let mut statement = sql.prepare(
        "INSERT OR IGNORE INTO temp.undone_order SELECT key FROM orders WHERE key BETWEEN ?1 AND ?2",
    )?;
    for run in runs::of_batch(sql, key, Orders::Changed)? {
        statement.execute(run)?;
    }
    Ok(())
}

fn collect_customers(sql: &Connection, touched: &mut Touched) -> Result<()> {
    let mut statement = sql.prepare_cached(
        "SELECT DISTINCT customer FROM orders WHERE key IN (SELECT order_key FROM temp.undone_order)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        touched.order_customers.insert(row.get(0)?);
    }
    Ok(())
}

/// What later batches would put back when they are undone must no longer be what this batch wrote. Returns how many
/// of its lines they have replaced.
fn forget_in_later_batches(sql: &Connection, key: i64) -> Result<u64> {
    sql.execute(
        "UPDATE replaced_line AS later SET (product, quantity, net, previous_batch) =
           (SELECT product, quantity, net, previous_batch FROM replaced_line AS own
            WHERE own.batch = ?1 AND own.order_key = later.order_key AND own.line = later.line)
         WHERE order_key IN (SELECT order_key FROM temp.undone_order) AND previous_batch = ?1
           AND EXISTS (SELECT 1 FROM replaced_line AS own
            WHERE own.batch = ?1 AND own.order_key = later.order_key AND own.line = later.line)",
        [key],
    )?;
    let spliced: i64 = sql.query_row(
        "SELECT count(*) FROM replaced_line AS own
         WHERE order_key IN (SELECT order_key FROM temp.undone_order) AND batch = ?1 AND NOT EXISTS
           (SELECT 1 FROM order_line AS line
            WHERE line.order_key = own.order_key AND line.line = own.line AND line.batch = ?1)",
        [key],
        |row| row.get(0),
    )?;
    // Lines that this batch had added count as added by the one that replaced them.
    let adopted = delete(sql, "replaced_line", "previous_batch", key)?;
    sql.execute(
        "UPDATE replaced_order AS later SET (customer, day, currency, previous_batch) =
           (SELECT customer, day, currency, previous_batch FROM replaced_order AS own
            WHERE own.batch = ?1 AND own.order_key = later.order_key)
         WHERE order_key IN (SELECT order_key FROM temp.undone_order) AND previous_batch = ?1
           AND EXISTS (SELECT 1 FROM replaced_order AS own
            WHERE own.batch = ?1 AND own.order_key = later.order_key)",
        [key],
    )?;
    delete(sql, "replaced_order", "previous_batch", key)?;
    Ok(spliced.cast_unsigned() + adopted as u64)
}

/// Deletes what is kept for the undo of a batch, in the orders that are looked at.
fn delete(sql: &Connection, table: &str, column: &str, key: i64) -> Result<usize> {
    let orders = "order_key IN (SELECT order_key FROM temp.undone_order)";
    Ok(sql.execute(&format!("DELETE FROM {table} WHERE {orders} AND {column} = ?1"), [key])?)
}

fn restore_lines(sql: &Connection, key: i64) -> Result<u64> {
    // From the few replaced lines to the many lines, never the other way round.
    let restored = sql.execute(
        "UPDATE order_line SET product = own.product, quantity = own.quantity, net = own.net, batch = own.previous_batch
         FROM replaced_line AS own
         WHERE own.order_key IN (SELECT order_key FROM temp.undone_order) AND own.batch = ?1
           AND order_line.order_key = own.order_key AND order_line.line = own.line AND order_line.batch = ?1",
        [key],
    )?;
    delete(sql, "replaced_line", "batch", key)?;
    Ok(restored as u64)
}

fn restore_orders(sql: &Connection, key: i64) -> Result<u64> {
    let restored = sql.execute(
        "UPDATE orders SET customer = own.customer, day = own.day, currency = own.currency, batch = own.previous_batch
         FROM replaced_order AS own
         WHERE own.order_key IN (SELECT order_key FROM temp.undone_order) AND own.batch = ?1
           AND orders.key = own.order_key AND orders.batch = ?1",
        [key],
    )?;
    delete(sql, "replaced_order", "batch", key)?;
    Ok(restored as u64)
}

/// An order without lines is gone; its local key may come again, so nothing may be left that names it.
fn remove_empty_orders(sql: &Connection) -> Result<()> {
    sql.execute_batch(
        "DELETE FROM orders WHERE key IN (SELECT order_key FROM temp.undone_order)
           AND NOT EXISTS (SELECT 1 FROM order_line WHERE order_key = orders.key);
         DELETE FROM replaced_order WHERE order_key IN (SELECT order_key FROM temp.undone_order)
           AND NOT EXISTS (SELECT 1 FROM orders WHERE key = replaced_order.order_key);
         DELETE FROM replaced_line WHERE order_key IN (SELECT order_key FROM temp.undone_order)
           AND NOT EXISTS (SELECT 1 FROM orders WHERE key = replaced_line.order_key);
         DELETE FROM confirmed_line WHERE order_key IN (SELECT order_key FROM temp.undone_order)
           AND NOT EXISTS (SELECT 1 FROM orders WHERE key = confirmed_line.order_key);",
    )?;
    Ok(())
}
