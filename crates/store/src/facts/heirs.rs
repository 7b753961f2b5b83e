//! What a batch that is undone leaves to later ones: lines that their files had as well.

use rusqlite::Connection;

use super::runs::{self, Orders};
use crate::Result;

/// Hands lines and orders of the batch over to the first later batch whose file had them just so, as if that one had
/// brought them. `temp.undone_order` holds the orders of the batch. Returns how many lines were handed over.
pub(super) fn hand_over(sql: &Connection, key: i64) -> Result<u64> {
    sql.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS order_heir (order_key INTEGER PRIMARY KEY, batch INTEGER NOT NULL);
         CREATE TEMP TABLE IF NOT EXISTS line_heir (
           order_key INTEGER NOT NULL, line INTEGER NOT NULL, batch INTEGER NOT NULL, PRIMARY KEY (order_key, line)
         ) WITHOUT ROWID;
         DELETE FROM temp.order_heir;
         DELETE FROM temp.line_heir;",
    )?;
    find_heirs(sql, key)?;
    let lines = hand_over_lines(sql, key)?;
    hand_over_orders(sql, key)?;
    let mut statement =
        sql.prepare("SELECT batch, order_key FROM temp.order_heir ORDER BY batch, order_key")?;
    let inherited = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
    for of_one in inherited.chunk_by(|one, next| one.0 == next.0) {
        if let Some((batch, _)) = of_one.first() {
            runs::note(sql, *batch, Orders::Changed, of_one.iter().map(|(_, order)| *order).collect())?;
        }
    }
    Ok(lines)
}

fn find_heirs(sql: &Connection, key: i64) -> Result<()> {
    for (batch, first, last) in runs::confirmed_after(sql, key)? {
        // Batches ascend: the earliest one stays.
        sql.prepare_cached(
            "INSERT OR IGNORE INTO temp.order_heir
             SELECT order_key, ?1 FROM temp.undone_order WHERE order_key BETWEEN ?2 AND ?3",
        )?
        .execute((batch, first, last))?;
    }
    let heir = |line: &str| {
        format!(
            "(SELECT min(batch) FROM (
               SELECT batch FROM temp.order_heir WHERE order_key = {line}.order_key
               UNION ALL SELECT batch FROM confirmed_line
               WHERE order_key = {line}.order_key AND line = {line}.line AND batch > ?1))"
        )
    };
    // Lines as the batch left them.
    sql.execute(
        &format!(
            "INSERT INTO temp.line_heir SELECT order_key, line, heir FROM (
               SELECT own.order_key, own.line, {} AS heir FROM order_line AS own
               WHERE own.batch = ?1 AND own.order_key IN (SELECT order_key FROM temp.undone_order))
             WHERE heir IS NOT NULL",
            heir("own")
        ),
        [key],
    )?;
    // Lines that another batch has corrected, but only after they had been confirmed.
    sql.execute(
        &format!(
            "INSERT OR IGNORE INTO temp.line_heir SELECT order_key, line, heir FROM (
               SELECT later.order_key, later.line, later.batch AS by, {} AS heir FROM replaced_line AS later
               WHERE later.previous_batch = ?1 AND later.order_key IN (SELECT order_key FROM temp.undone_order))
             WHERE heir < by",
            heir("later")
        ),
        [key],
    )?;
    sql.execute_batch(
        "INSERT INTO temp.order_heir SELECT order_key, min(batch) FROM temp.line_heir WHERE true GROUP BY order_key
         ON CONFLICT DO UPDATE SET batch = min(batch, excluded.batch)",
    )?;
    Ok(())
}

fn hand_over_lines(sql: &Connection, key: i64) -> Result<u64> {
    let same = "heir.order_key = {}.order_key AND heir.line = {}.line";
    let statement = |table: &str, column: &str| {
        format!(
            "UPDATE {table} SET {column} = heir.batch FROM temp.line_heir AS heir
             WHERE {table}.{column} = ?1 AND {}",
            same.replace("{}", table)
        )
    };
    sql.execute(&statement("replaced_line", "batch"), [key])?;
    let replaced = sql.execute(&statement("replaced_line", "previous_batch"), [key])?;
    let standing = sql.execute(&statement("order_line", "batch"), [key])?;
    Ok((replaced + standing) as u64)
}

/// The record of an order as well: its customer, day and currency.
fn hand_over_orders(sql: &Connection, key: i64) -> Result<()> {
    for statement in [
        // An order that another batch moved before it was confirmed has no heir.
        "DELETE FROM temp.order_heir WHERE EXISTS (SELECT 1 FROM replaced_order AS later
           WHERE later.order_key = order_heir.order_key AND later.previous_batch = ?1 AND later.batch <= order_heir.batch)
           AND NOT EXISTS (SELECT 1 FROM temp.line_heir WHERE line_heir.order_key = order_heir.order_key)",
        "UPDATE replaced_order SET batch = heir.batch FROM temp.order_heir AS heir
         WHERE replaced_order.batch = ?1 AND replaced_order.order_key = heir.order_key
           AND NOT EXISTS (SELECT 1 FROM replaced_order AS later WHERE later.order_key = heir.order_key
             AND later.previous_batch = ?1 AND later.batch <= heir.batch)",
        "UPDATE replaced_order SET previous_batch = heir.batch FROM temp.order_heir AS heir
         WHERE replaced_order.previous_batch = ?1 AND replaced_order.order_key = heir.order_key
           AND heir.batch < replaced_order.batch",
        "UPDATE orders SET batch = heir.batch FROM temp.order_heir AS heir
         WHERE orders.batch = ?1 AND orders.key = heir.order_key",
    ] {
        sql.execute(statement, [key])?;
    }
    Ok(())
}
