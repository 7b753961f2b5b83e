//! Orders and their lines: facts from other systems, insert-only, one clock a batch.
//!
//! An order is known by (source, number), a line by its number within the order or, where the file has none, by its
//! place among the order's lines. The same file read twice therefore changes nothing.

use std::collections::HashMap;

use pelikirja_crypto::SecretKey;
use pelikirja_domain::Id;
use rusqlite::OptionalExtension;

use crate::write::{WriteTransaction, identity_key, keyed_id};
use crate::{Result, StoreError};

/// A line to add.
#[derive(Debug, Clone, Copy)]
pub struct NewLine<'a> {
    /// Number of the order.
    pub order_number: &'a str,
    /// Local key of the customer.
    pub customer: i64,
    /// Date of the order, days since 1970-01-01.
    pub day: i32,
    /// Currency (ISO 4217).
    pub currency: &'a str,
    /// Number of the line within the order; absent means its place in the file.
    pub line: Option<u32>,
    /// Local key of the product.
    pub product: Option<i64>,
    /// Quantity.
    pub quantity: f64,
    /// Net value, cents.
    pub net: i64,
}

/// What adding a line did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineOutcome {
    /// It is new.
    Created,
    /// It was known with other values.
    Updated,
    /// It was known.
    Unchanged,
}

/// What a batch did to orders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OrderCounts {
    /// New.
    pub created: u64,
    /// With other lines, values, date or customer than before.
    pub updated: u64,
    /// As they were.
    pub unchanged: u64,
    /// Lines that repeat another line of the same order exactly.
    pub repeated_lines: u64,
}

/// What taking back a batch did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactsUndone {
    /// Order lines taken away.
    pub removed: u64,
    /// Order lines and orders put back as they were.
    pub restored: u64,
    /// Order lines kept because a later batch has replaced them.
    pub kept: u64,
}

/// A batch of facts within a transaction.
pub struct FactBatch {
    key: i64,
    source: String,
    identity: SecretKey,
    next_order: i64,
    orders: HashMap<Box<str>, OpenOrder>,
}

struct OpenOrder {
    key: i64,
    /// What is stored of it, unless it is new.
    stored: Option<StoredOrder>,
    customer: i64,
    day: i32,
    currency: Box<str>,
    next_line: u32,
    net: i64,
    lines: i64,
    changed: bool,
    /// Hashes of the lines, to notice exact repeats.
    seen: Vec<u32>,
}

struct StoredOrder {
    customer: i64,
    day: i32,
    currency: String,
    batch: i64,
}

impl FactBatch {
    /// Begins a batch from a source (the name of the system whose numbers these are).
    ///
    /// # Errors
    /// Those of the database.
    pub fn begin(tx: &mut WriteTransaction<'_>, batch: Id, source: &str) -> Result<Self> {
        let txn = tx.log_transaction()?;
        tx.sql.execute(
            "INSERT INTO fact_batch (id, clock, txn, source) VALUES (?1, ?2, ?3, ?4)",
            (batch.as_bytes(), crate::change::clock_at(tx.now), txn, source),
        )?;
        let key = tx.sql.last_insert_rowid();
        let next_order = tx.sql.query_row("SELECT coalesce(max(key), 0) + 1 FROM orders", [], |row| row.get(0))?;
        let identity = identity_key(&tx.reader())?;
        Ok(Self { key, source: source.to_owned(), identity, next_order, orders: HashMap::new() })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// Those of the database.
    pub fn add(&mut self, tx: &WriteTransaction<'_>, line: NewLine<'_>) -> Result<LineOutcome> {
        if !self.orders.contains_key(line.order_number) {
            let order = self.open(tx, &line)?;
            self.orders.insert(line.order_number.into(), order);
        }
        let batch = self.key;
        let Some(order) = self.orders.get_mut(line.order_number) else {
            return Err(StoreError::Other(anyhow::anyhow!("an order went missing while it was read")));
        };
        let number = line.line.unwrap_or(order.next_line);
        order.next_line = order.next_line.max(number) + 1;
        order.seen.push(line_hash(&line));
        let known = if order.stored.is_some() { stored_line(tx, order.key, number)? } else { None };
        let outcome = match known {
            None => {
                let inserted = insert_line(tx, batch, order.key, number, &line)?;
                if !inserted {
                    // The file has the same line number twice in a new order: the later one counts.
                    let earlier = stored_line(tx, order.key, number)?;
                    update_line(tx, batch, order.key, number, &line)?;
                    order.net += line.net - earlier.map_or(0, |known| known.net);
                    return Ok(LineOutcome::Updated);
                }
                order.net += line.net;
                order.lines += 1;
                LineOutcome::Created
            }
            Some(known) if known.same_as(&line) => LineOutcome::Unchanged,
            Some(known) => {
                if known.batch != batch {
                    tx.sql
                        .prepare_cached("INSERT OR IGNORE INTO replaced_line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                        .execute((batch, order.key, number, known.product, known.quantity, known.net, known.batch))?;
                }
                update_line(tx, batch, order.key, number, &line)?;
                order.net += line.net - known.net;
                LineOutcome::Updated
            }
        };
        order.changed |= outcome != LineOutcome::Unchanged;
        Ok(outcome)
    }

    /// Writes the orders of the lines added.
    ///
    /// # Errors
    /// Those of the database.
    pub fn finish(self, tx: &mut WriteTransaction<'_>) -> Result<OrderCounts> {
        let mut counts = OrderCounts::default();
        let mut orders: Vec<(Box<str>, OpenOrder)> = self.orders.into_iter().collect();
        orders.sort_unstable_by_key(|(_, order)| order.key);
        for (number, mut order) in orders {
            counts.repeated_lines += repeats(&mut order.seen);
            match &order.stored {
                None => {
                    let id = order_id(&self.identity, &self.source, &number)?;
                    tx.sql
                        .prepare_cached(
                            "INSERT INTO orders (key, id, number, customer, day, net, currency, lines, batch)
                             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                        )?
                        .execute((
                            order.key,
                            id.as_bytes(),
                            &*number,
                            order.customer,
                            order.day,
                            order.net,
                            &*order.currency,
                            order.lines,
                            self.key,
                        ))?;
                    counts.created += 1;
                    tx.touched.order_customers.insert(order.customer);
                }
                Some(stored) => {
                    let moved = stored.customer != order.customer
                        || stored.day != order.day
                        || *stored.currency != *order.currency;
                    if !moved && !order.changed {
                        counts.unchanged += 1;
                        continue;
                    }
                    if moved {
                        tx.sql
                            .prepare_cached("INSERT OR IGNORE INTO replaced_order VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                            .execute((
                                self.key,
                                order.key,
                                stored.customer,
                                stored.day,
                                &stored.currency,
                                stored.batch,
                            ))?;
                    }
                    let batch = if moved { self.key } else { stored.batch };
                    tx.sql
                        .prepare_cached(
                            "UPDATE orders SET customer = ?2, day = ?3, currency = ?4, batch = ?5,
                               net = net + ?6, lines = lines + ?7 WHERE key = ?1",
                        )?
                        .execute((
                            order.key,
                            order.customer,
                            order.day,
                            &*order.currency,
                            batch,
                            order.net,
                            order.lines,
                        ))?;
                    counts.updated += 1;
                    tx.touched.order_customers.extend([stored.customer, order.customer]);
                }
            }
        }
        Ok(counts)
    }

    fn open(&mut self, tx: &WriteTransaction<'_>, line: &NewLine<'_>) -> Result<OpenOrder> {
        let id = order_id(&self.identity, &self.source, line.order_number)?;
        let found = tx
            .sql
            .prepare_cached("SELECT key, customer, day, currency, batch FROM orders WHERE id = ?1")?
            .query_row([id.as_bytes()], |row| {
                let stored =
                    StoredOrder { customer: row.get(1)?, day: row.get(2)?, currency: row.get(3)?, batch: row.get(4)? };
                Ok((row.get::<_, i64>(0)?, stored))
            })
            .optional()?;
        let (key, stored) = match found {
            Some((key, stored)) => (key, Some(stored)),
            None => {
                let key = self.next_order;
                self.next_order += 1;
                (key, None)
            }
        };
        Ok(OpenOrder {
            key,
            stored,
            customer: line.customer,
            day: line.day,
            currency: line.currency.into(),
            next_line: 1,
            net: 0,
            lines: 0,
            changed: false,
            seen: Vec::new(),
        })
    }
}

impl WriteTransaction<'_> {
    /// Takes back what a batch added and puts back what it replaced.
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
        sql.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS undone_order (order_key INTEGER PRIMARY KEY);
             DELETE FROM temp.undone_order;",
        )?;
        let kept: i64 = sql.query_row(
            "SELECT count(*) FROM replaced_line JOIN order_line USING (order_key, line)
             WHERE replaced_line.batch = ?1 AND order_line.batch <> ?1",
            [key],
            |row| row.get(0),
        )?;
        sql.execute("INSERT OR IGNORE INTO temp.undone_order SELECT order_key FROM order_line WHERE batch = ?1", [key])?;
        sql.execute("INSERT OR IGNORE INTO temp.undone_order SELECT key FROM orders WHERE batch = ?1", [key])?;
        let restored_lines = sql.execute(
            "UPDATE order_line SET (product, quantity, net, batch) =
               (SELECT product, quantity, net, previous_batch FROM replaced_line AS old
                WHERE old.batch = ?1 AND old.order_key = order_line.order_key AND old.line = order_line.line)
             WHERE batch = ?1 AND EXISTS (SELECT 1 FROM replaced_line AS old
                WHERE old.batch = ?1 AND old.order_key = order_line.order_key AND old.line = order_line.line)",
            [key],
        )?;
        let removed = sql.execute("DELETE FROM order_line WHERE batch = ?1", [key])?;
        collect_customers(sql, &mut self.touched)?;
        let restored_orders = sql.execute(
            "UPDATE orders SET (customer, day, currency, batch) =
               (SELECT customer, day, currency, previous_batch FROM replaced_order AS old
                WHERE old.batch = ?1 AND old.order_key = orders.key)
             WHERE batch = ?1 AND key IN (SELECT order_key FROM replaced_order WHERE batch = ?1)",
            [key],
        )?;
        collect_customers(sql, &mut self.touched)?;
        sql.execute(
            "DELETE FROM orders WHERE batch = ?1 AND NOT EXISTS (SELECT 1 FROM order_line WHERE order_key = orders.key)",
            [key],
        )?;
        sql.execute_batch(
            "UPDATE orders SET
               net = (SELECT coalesce(sum(net), 0) FROM order_line WHERE order_key = orders.key),
               lines = (SELECT count(*) FROM order_line WHERE order_key = orders.key)
             WHERE key IN (SELECT order_key FROM temp.undone_order);
             DELETE FROM temp.undone_order;",
        )?;
        sql.execute("DELETE FROM replaced_line WHERE batch = ?1", [key])?;
        sql.execute("DELETE FROM replaced_order WHERE batch = ?1", [key])?;
        Ok(FactsUndone {
            removed: removed as u64,
            restored: (restored_lines + restored_orders) as u64,
            kept: kept.cast_unsigned(),
        })
    }
}

fn collect_customers(sql: &rusqlite::Connection, touched: &mut crate::Touched) -> Result<()> {
    let mut statement = sql.prepare_cached(
        "SELECT DISTINCT customer FROM orders WHERE key IN (SELECT order_key FROM temp.undone_order)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        touched.order_customers.insert(row.get(0)?);
    }
    Ok(())
}

struct StoredLine {
    product: Option<i64>,
    quantity: f64,
    net: i64,
    batch: i64,
}

impl StoredLine {
    fn same_as(&self, line: &NewLine<'_>) -> bool {
        self.product == line.product
            && self.quantity.to_bits() == line.quantity.to_bits()
            && self.net == line.net
    }
}

fn order_id(identity: &SecretKey, source: &str, number: &str) -> Result<Id> {
    keyed_id(identity, &[b"order", source.as_bytes(), number.as_bytes()])
}

fn stored_line(tx: &WriteTransaction<'_>, order: i64, line: u32) -> Result<Option<StoredLine>> {
    Ok(tx
        .sql
        .prepare_cached("SELECT product, quantity, net, batch FROM order_line WHERE order_key = ?1 AND line = ?2")?
        .query_row((order, line), |row| {
            Ok(StoredLine { product: row.get(0)?, quantity: row.get(1)?, net: row.get(2)?, batch: row.get(3)? })
        })
        .optional()?)
}

fn insert_line(tx: &WriteTransaction<'_>, batch: i64, order: i64, number: u32, line: &NewLine<'_>) -> Result<bool> {
    let inserted = tx
        .sql
        .prepare_cached("INSERT OR IGNORE INTO order_line VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute((order, number, line.product, line.quantity, line.net, batch))?;
    Ok(inserted > 0)
}

fn update_line(tx: &WriteTransaction<'_>, batch: i64, order: i64, number: u32, line: &NewLine<'_>) -> Result<()> {
    tx.sql
        .prepare_cached(
            "UPDATE order_line SET product = ?3, quantity = ?4, net = ?5, batch = ?6 WHERE order_key = ?1 AND line = ?2",
        )?
        .execute((order, number, line.product, line.quantity, line.net, batch))?;
    Ok(())
}

/// 32 bits are enough: a chance collision only miscounts a notice.
fn line_hash(line: &NewLine<'_>) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in [line.product.unwrap_or(-1).cast_unsigned(), line.quantity.to_bits(), line.net.cast_unsigned()] {
        hash = (hash ^ part).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a hash is cut on purpose")]
    let cut = (hash >> 32) as u32;
    cut
}

fn repeats(seen: &mut Vec<u32>) -> u64 {
    let all = seen.len();
    seen.sort_unstable();
    seen.dedup();
    (all - seen.len()) as u64
}
