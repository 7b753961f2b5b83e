//! Adding a batch of order lines.

use std::collections::HashMap;

use pelikirja_crypto::SecretKey;
use pelikirja_domain::Id;
use rusqlite::{OptionalExtension, Statement};

use super::order::{Change, Content, Found, StoredLine, StoredLines};
use super::runs::{self, Orders};
use super::{numbered_place, order_id, unnumbered_place};
use crate::Result;
use crate::table::merging::Merges;
use crate::write::{WriteTransaction, identity_key};

/// A line to add.
#[derive(Debug, Clone, Copy)]
pub struct NewLine<'a> {
    /// Number of the order.
    pub order_number: &'a str,
    /// Local key of the customer.
    pub customer: i64,
    /// Date of the order, days since 1970-01-01; the first line of an order decides.
    pub day: i32,
    /// Currency (ISO 4217).
    pub currency: &'a str,
    /// Number of the line within the order as the other system has it.
    pub line: Option<u32>,
    /// Local key of the product.
    pub product: Option<i64>,
    /// Quantity.
    pub quantity: f64,
    /// Net value, cents; at most [`LARGEST_LINE`] either way.
    pub net: i64,
}

/// The most that a line may be worth, in cents: a thousand million euros. The lines of no firm add up to more than an
/// integer holds then, also where a column of other numbers was taken for the amounts.
pub const LARGEST_LINE: u64 = 100_000_000_000;

/// Whether a line was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineOutcome {
    /// It was; [`FactBatch::finish`] counts what it changed.
    Taken,
    /// It was not: another line of the same order in this batch names another customer.
    OtherCustomer,
    /// It was not: another line of the same order in this batch is in another currency.
    OtherCurrency,
    /// It was not: its net value is beyond [`LARGEST_LINE`], or its quantity is no number.
    OutOfRange,
}

/// What a batch did to orders and their lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OrderCounts {
    /// New.
    pub created: u64,
    /// With other lines, values, date or customer than before.
    pub updated: u64,
    /// As they were.
    pub unchanged: u64,
    /// Of those updated, the ones that had another customer before.
    pub moved: u64,
    /// Lines that are new.
    pub lines_created: u64,
    /// Lines that say something else than before, or whose order has another customer, date or currency.
    pub lines_updated: u64,
    /// Lines that were there already.
    pub lines_unchanged: u64,
    /// Lines that say the same as another line of the same order; they are kept.
    pub repeated_lines: u64,
}

/// A batch of facts within a transaction.
pub struct FactBatch {
    key: i64,
    source: String,
    identity: SecretKey,
    next_order: i64,
    numbers: HashMap<Box<str>, usize>,
    orders: Vec<OpenOrder>,
    /// The record that each merged customer was merged into in the end, by local key.
    merged: HashMap<i64, i64>,
}

struct OpenOrder {
    key: i64,
    /// What is stored of it, unless it is new.
    stored: Option<Box<StoredOrder>>,
    customer: i64,
    day: i32,
    currency: Box<str>,
    next_unnumbered: i64,
    /// What this batch adds to the total and to the number of lines.
    net: i64,
    added: i64,
    corrected: u64,
    unchanged: u64,
    /// Hashes of the lines, to notice exact repeats.
    seen: Vec<u64>,
}

struct StoredOrder {
    customer: i64,
    day: i32,
    currency: String,
    batch: i64,
    lines: StoredLines,
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
        let next_order =
            tx.sql.query_row("SELECT coalesce(max(key), 0) + 1 FROM orders", [], |row| row.get(0))?;
        Ok(Self {
            key,
            source: source.to_owned(),
            identity: identity_key(&tx.reader())?,
            next_order,
            numbers: HashMap::new(),
            orders: Vec::new(),
            merged: merged_keys(tx)?,
        })
    }

    /// Whether the lines added of an order are of another customer than this one (`None`: one that is not known yet);
    /// `None` when no line of the order was added.
    pub fn has_other_customer(&self, order_number: &str, customer: Option<i64>) -> Option<bool> {
        let order = self.orders.get(*self.numbers.get(order_number)?)?;
        Some(customer.is_none_or(|customer| self.root(customer) != self.root(order.customer)))
    }

    /// Adds a line.
    ///
    /// # Errors
    /// Those of the database.
    pub fn add(&mut self, tx: &WriteTransaction<'_>, line: NewLine<'_>) -> Result<LineOutcome> {
        if line.net.unsigned_abs() > LARGEST_LINE || !line.quantity.is_finite() {
            return Ok(LineOutcome::OutOfRange);
        }
        let index = match self.numbers.get(line.order_number) {
            Some(index) => *index,
            None => {
                let order = self.open(tx, &line)?;
                self.numbers.insert(line.order_number.into(), self.orders.len());
                self.orders.push(order);
                self.orders.len() - 1
            }
        };
        if self.root(self.orders[index].customer) != self.root(line.customer) {
            return Ok(LineOutcome::OtherCustomer);
        }
        let order = &mut self.orders[index];
        if *order.currency != *line.currency {
            return Ok(LineOutcome::OtherCurrency);
        }
        let content = Content { product: line.product, quantity: line.quantity, net: line.net };
        order.seen.push(content.hash());
        match &mut order.stored {
            None => {
                let mut insert = tx.sql.prepare_cached(INSERT_LINE)?;
                order.insert(&mut insert, self.key, line.line, content)?;
            }
            Some(stored) => order.unchanged += u64::from(stored.lines.recognise(line.line, content)),
        }
        Ok(LineOutcome::Taken)
    }

    /// Writes the orders of the lines added.
    ///
    /// # Errors
    /// Those of the database.
    pub fn finish(self, tx: &mut WriteTransaction<'_>) -> Result<OrderCounts> {
        let mut counts = OrderCounts::default();
        let mut numbers: Vec<(Box<str>, usize)> = self.numbers.into_iter().collect();
        numbers.sort_unstable_by_key(|(_, index)| *index);
        let mut insert_line = tx.sql.prepare(INSERT_LINE)?;
        let mut insert_order = tx.sql.prepare(
            "INSERT INTO orders (key, id, number, customer, day, net, currency, lines, batch)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        let batch = self.key;
        let is_repeated =
            |order: &OpenOrder| order.stored.as_ref().is_some_and(|stored| stored.lines.is_repeated());
        let repeats_orders = self.orders.iter().any(is_repeated);
        let (mut changed, mut confirmed, mut part) = (Vec::new(), Vec::new(), Vec::new());
        for ((number, _), mut order) in numbers.into_iter().zip(self.orders) {
            counts.repeated_lines += repeats(&mut order.seen);
            let Some(mut stored) = order.stored.take() else {
                let id = order_id(&self.identity, &self.source, &number)?;
                insert_order.execute((
                    order.key,
                    id.as_bytes(),
                    &*number,
                    order.customer,
                    order.day,
                    order.net,
                    &*order.currency,
                    order.added,
                    batch,
                ))?;
                counts.created += 1;
                changed.push(order.key);
                counts.lines_created += order.added.cast_unsigned();
                tx.touched.order_customers.insert(order.customer);
                continue;
            };
            for change in stored.lines.changes(repeats_orders) {
                match change {
                    Change::Keep => order.unchanged += 1,
                    Change::Add(number, content) => order.insert(&mut insert_line, batch, number, content)?,
                    Change::Correct(index, content) => {
                        let Some(line) = stored.lines.get(index) else { continue };
                        correct(tx, batch, order.key, line, content)?;
                        order.net += content.net - line.content.net;
                        order.corrected += 1;
                    }
                }
            }
            match stored.lines.confirmed_in_part() {
                None => confirmed.push(order.key),
                Some(places) if !places.is_empty() => {
                    runs::confirm_lines(tx, batch, order.key, &places)?;
                    part.push(order.key);
                }
                Some(_) => {}
            }
            let root = |customer: i64| self.merged.get(&customer).copied().unwrap_or(customer);
            // An order stays with the record it came to, also when that was merged meanwhile.
            if root(stored.customer) == root(order.customer) {
                order.customer = stored.customer;
            }
            let moved = stored.customer != order.customer
                || stored.day != order.day
                || *stored.currency != *order.currency;
            counts.lines_created += order.added.cast_unsigned();
            counts.lines_updated += order.corrected;
            *(if moved { &mut counts.lines_updated } else { &mut counts.lines_unchanged }) += order.unchanged;
            if !moved && order.added == 0 && order.corrected == 0 {
                counts.unchanged += 1;
                continue;
            }
            update_order(tx, batch, &order, &stored, moved)?;
            counts.updated += 1;
            changed.push(order.key);
            counts.moved += u64::from(stored.customer != order.customer);
            tx.touched.order_customers.extend([stored.customer, order.customer]);
        }
        for (what, orders) in
            [(Orders::Changed, changed), (Orders::Confirmed, confirmed), (Orders::Part, part)]
        {
            runs::note(&tx.sql, batch, what, orders)?;
        }
        Ok(counts)
    }

    fn root(&self, customer: i64) -> i64 {
        self.merged.get(&customer).copied().unwrap_or(customer)
    }

    fn open(&mut self, tx: &WriteTransaction<'_>, line: &NewLine<'_>) -> Result<OpenOrder> {
        let id = order_id(&self.identity, &self.source, line.order_number)?;
        let found = tx
            .sql
            .prepare_cached("SELECT key, customer, day, currency, batch FROM orders WHERE id = ?1")?
            .query_row([id.as_bytes()], |row| {
                let stored = StoredOrder {
                    customer: row.get(1)?,
                    day: row.get(2)?,
                    currency: row.get(3)?,
                    batch: row.get(4)?,
                    lines: StoredLines::default(),
                };
                Ok((row.get::<_, i64>(0)?, stored))
            })
            .optional()?;
        let mut next_unnumbered = 0;
        let (key, stored) = match found {
            Some((key, mut stored)) => {
                stored.lines = StoredLines::new(stored_lines(tx, key)?);
                next_unnumbered = stored.lines.next_unnumbered();
                (key, Some(Box::new(stored)))
            }
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
            next_unnumbered,
            net: 0,
            added: 0,
            corrected: 0,
            unchanged: 0,
            seen: Vec::new(),
        })
    }
}

const INSERT_LINE: &str = "INSERT OR IGNORE INTO order_line VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

impl OpenOrder {
    fn insert(
        &mut self,
        insert: &mut Statement<'_>,
        batch: i64,
        number: Option<u32>,
        content: Content,
    ) -> Result<()> {
        let Content { product, quantity, net } = content;
        self.net += net;
        self.added += 1;
        if let Some(number) = number
            && insert.execute((self.key, numbered_place(number), product, quantity, net, batch))? > 0
        {
            return Ok(());
        }
        // Also when the file has the number twice: no line may get lost.
        let place = unnumbered_place(self.next_unnumbered);
        self.next_unnumbered += 1;
        insert.execute((self.key, place, product, quantity, net, batch))?;
        Ok(())
    }
}

fn correct(
    tx: &WriteTransaction<'_>,
    batch: i64,
    order: i64,
    line: &StoredLine,
    content: Content,
) -> Result<()> {
    let old = line.content;
    tx.sql.prepare_cached("INSERT INTO replaced_line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute((
        batch,
        order,
        line.place,
        old.product,
        old.quantity,
        old.net,
        line.batch,
    ))?;
    tx.sql
        .prepare_cached(
            "UPDATE order_line SET product = ?3, quantity = ?4, net = ?5, batch = ?6 WHERE order_key = ?1 AND line = ?2",
        )?
        .execute((order, line.place, content.product, content.quantity, content.net, batch))?;
    Ok(())
}

fn update_order(
    tx: &WriteTransaction<'_>,
    batch: i64,
    order: &OpenOrder,
    stored: &StoredOrder,
    moved: bool,
) -> Result<()> {
    if moved {
        tx.sql.prepare_cached("INSERT INTO replaced_order VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute((
            batch,
            order.key,
            stored.customer,
            stored.day,
            &stored.currency,
            stored.batch,
        ))?;
    }
    let batch = if moved { batch } else { stored.batch };
    tx.sql
        .prepare_cached(
            "UPDATE orders SET customer = ?2, day = ?3, currency = ?4, batch = ?5,
               net = net + ?6, lines = lines + ?7 WHERE key = ?1",
        )?
        .execute((order.key, order.customer, order.day, &*order.currency, batch, order.net, order.added))?;
    Ok(())
}

fn stored_lines(tx: &WriteTransaction<'_>, order: i64) -> Result<Vec<StoredLine>> {
    let sql = "SELECT line, product, quantity, net, batch FROM order_line WHERE order_key = ?1 ORDER BY line";
    tx.reader().rows(sql, [order], |row| {
        Ok(StoredLine {
            place: row.get(0)?,
            content: Content { product: row.get(1)?, quantity: row.get(2)?, net: row.get(3)? },
            batch: row.get(4)?,
            found: Found::No,
        })
    })
}

/// Merged customers with the record that stands for them, by local key.
fn merged_keys(tx: &WriteTransaction<'_>) -> Result<HashMap<i64, i64>> {
    let reader = tx.reader();
    let mut keys = HashMap::new();
    for (_, key, root) in Merges::read(&tx.sql)?.merged() {
        keys.extend(reader.customer_key(root)?.map(|root| (key, root)));
    }
    Ok(keys)
}

fn repeats(seen: &mut Vec<u64>) -> u64 {
    let all = seen.len();
    seen.sort_unstable();
    seen.dedup();
    (all - seen.len()) as u64
}
