//! Keeping what a file said.

use std::sync::Arc;

use rusqlite::Connection;

use super::number_at;
use super::order::Content;
use super::parts::OwnParts;
use crate::Result;

/// What the file said of an order, for the parts that are kept.
pub(super) enum Kept {
    /// What is stored now: nothing was known of it.
    New,
    /// The same as another batch.
    Same(i64),
    /// These lines.
    Lines(Vec<(Option<u32>, Content)>),
}

/// An order as the file had it.
pub(super) struct KeptOrder {
    pub number: Arc<str>,
    pub key: i64,
    pub customer: i64,
    pub day: i32,
    pub currency: Arc<str>,
    pub said: Kept,
}

/// Keeps what the file said.
pub(super) fn keep(sql: &Connection, mut parts: OwnParts<'_>, orders: &[KeptOrder]) -> Result<()> {
    let is_new = |order: &&KeptOrder| matches!(order.said, Kept::New);
    let first_new = orders.iter().find(is_new).map_or(i64::MAX, |order| order.key);
    // New orders have keys that ascend, so one look along the table finds their lines.
    let mut statement = sql.prepare(
        "SELECT order_key, line, product, quantity, net FROM order_line WHERE order_key >= ?1
         ORDER BY order_key, line",
    )?;
    let mut rows = statement.query_map([first_new], |row| {
        let content = Content { product: row.get(2)?, quantity: row.get(3)?, net: row.get(4)? };
        Ok((row.get::<_, i64>(0)?, number_at(row.get(1)?), content))
    })?;
    let mut next = rows.next().transpose()?;
    let mut found = Vec::new();
    for order in orders {
        let writer = parts.writer()?;
        let lines = match &order.said {
            Kept::Same(batch) => {
                writer.same(&order.number, *batch);
                continue;
            }
            Kept::Lines(lines) => lines,
            Kept::New => {
                found.clear();
                while let Some((_, number, content)) = next.filter(|(key, _, _)| *key == order.key) {
                    found.push((number, content));
                    next = rows.next().transpose()?;
                }
                &found
            }
        };
        writer.order(&order.number, order.customer, order.day, &order.currency, lines.len());
        for (number, content) in lines {
            writer.line(*number, content.product, content.quantity, content.net);
        }
    }
    parts.end()
}
