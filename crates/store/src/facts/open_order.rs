//! An order of which a batch says something.

use std::collections::HashSet;
use std::sync::Arc;

use rusqlite::Connection;

use super::keeping::{Kept, KeptOrder};
use super::line::NewLine;
use super::order::{Content, Found, StoredLine, StoredLines};
use super::rows::LineRow;
use super::{numbered_place, unnumbered_place};
use crate::Result;
use crate::write::WriteTransaction;

pub(super) struct OpenOrder {
    pub number: Arc<str>,
    pub key: i64,
    /// What is stored of it, unless it is new.
    pub stored: Option<Box<StoredOrder>>,
    pub customer: i64,
    pub day: i32,
    pub currency: Arc<str>,
    next_unnumbered: i64,
    /// What this batch adds to the total and to the number of lines.
    pub net: i64,
    pub added: i64,
    pub corrected: u64,
    pub unchanged: u64,
    /// Hashes of the lines, to notice exact repeats.
    pub seen: Vec<u64>,
    /// Of a new order: numbers that its lines have, if they have any.
    numbers: Option<HashSet<u32>>,
}

pub(super) struct StoredOrder {
    pub customer: i64,
    pub day: i32,
    pub currency: String,
    /// The batch whose file said just what is stored.
    pub stated: Option<i64>,
    pub lines: StoredLines,
}

impl OpenOrder {
    /// The order of a line, with what is stored of it unless it is new.
    pub fn new(key: i64, stored: Option<StoredOrder>, line: &NewLine<'_>, currency: Arc<str>) -> Self {
        let next_unnumbered = stored.as_ref().map_or(0, |stored| stored.lines.next_unnumbered());
        Self {
            number: line.order_number.into(),
            key,
            stored: stored.map(Box::new),
            customer: line.customer,
            day: line.day,
            currency,
            next_unnumbered,
            net: 0,
            added: 0,
            corrected: 0,
            unchanged: 0,
            seen: Vec::new(),
            numbers: None,
        }
    }

    pub fn kept(self, said: Kept) -> KeptOrder {
        let Self { number, key, customer, day, currency, .. } = self;
        KeptOrder { number, key, customer, day, currency, said }
    }

    /// Adds a line to a new order.
    pub fn add(&mut self, batch: i64, number: Option<u32>, content: Content) -> LineRow {
        // Also when the file has the number twice: no line may get lost.
        let number = number.filter(|number| self.numbers.get_or_insert_default().insert(*number));
        let place = number.map_or_else(|| self.unnumbered(), numbered_place);
        self.count(content);
        let Content { product, quantity, net } = content;
        LineRow { order: self.key, place, product, quantity, net, batch }
    }

    /// Adds a line to a stored order.
    pub fn insert(
        &mut self,
        sql: &Connection,
        batch: i64,
        number: Option<u32>,
        content: Content,
    ) -> Result<()> {
        const INSERT: &str = "INSERT OR IGNORE INTO order_line VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let Content { product, quantity, net } = content;
        let mut insert = sql.prepare_cached(INSERT)?;
        self.count(content);
        if let Some(number) = number
            && insert.execute((self.key, numbered_place(number), product, quantity, net, batch))? > 0
        {
            return Ok(());
        }
        let place = self.unnumbered();
        insert.execute((self.key, place, product, quantity, net, batch))?;
        Ok(())
    }

    fn count(&mut self, content: Content) {
        self.net += content.net;
        self.added += 1;
    }

    /// The place of the next line without a number.
    fn unnumbered(&mut self) -> i64 {
        self.next_unnumbered += 1;
        unnumbered_place(self.next_unnumbered - 1)
    }
}

pub(super) fn correct(
    tx: &WriteTransaction<'_>,
    batch: i64,
    order: i64,
    line: &StoredLine,
    content: Content,
) -> Result<()> {
    tx.sql
        .prepare_cached(
            "UPDATE order_line SET product = ?3, quantity = ?4, net = ?5, batch = ?6 WHERE order_key = ?1 AND line = ?2",
        )?
        .execute((order, line.place, content.product, content.quantity, content.net, batch))?;
    Ok(())
}

pub(super) fn update_order(tx: &WriteTransaction<'_>, order: &OpenOrder, stated: Option<i64>) -> Result<()> {
    tx.sql
        .prepare_cached(
            "UPDATE orders SET customer = ?2, day = ?3, currency = ?4, stated = ?5,
               net = net + ?6, lines = lines + ?7 WHERE key = ?1",
        )?
        .execute((order.key, order.customer, order.day, &*order.currency, stated, order.net, order.added))?;
    Ok(())
}

pub(super) fn stored_lines(tx: &WriteTransaction<'_>, order: i64) -> Result<Vec<StoredLine>> {
    let sql = "SELECT line, product, quantity, net FROM order_line WHERE order_key = ?1 ORDER BY line";
    tx.reader().rows(sql, [order], |row| {
        Ok(StoredLine {
            place: row.get(0)?,
            content: Content { product: row.get(1)?, quantity: row.get(2)?, net: row.get(3)? },
            found: Found::No,
        })
    })
}

/// How many lines say the same as another one.
pub(super) fn repeats(seen: &mut Vec<u64>) -> u64 {
    let all = seen.len();
    seen.sort_unstable();
    seen.dedup();
    (all - seen.len()) as u64
}
