//! Adding a batch of order lines.

use std::collections::HashMap;
use std::sync::Arc;

use pelikirja_domain::Id;
use rusqlite::OptionalExtension;

use super::indexes::Removed;
use super::keeping::{Kept, keep};
use super::line::{LineOutcome, NewLine, OrderCounts};
use super::open_order::{OpenOrder, StoredOrder, correct, repeats, stored_lines, update_order};
use super::order::{Change, Content, StoredLines};
use super::order_id_of;
use super::parts::{LATEST_CLOCK, OwnParts};
use super::rows::{self, LineRow, OrderRow};
use crate::Result;
use crate::table::merging::Merges;
use crate::write::{KeyedIds, WriteTransaction, identity_key};

/// Lines that are held before they are written together.
const MOST_LINES: usize = 1024;
/// Orders that are held before they are written together.
const MOST_ORDERS: usize = 256;

/// A batch of facts within a transaction.
pub struct FactBatch {
    key: i64,
    id: Id,
    source: String,
    identities: KeyedIds,
    /// Key of the first new order, and of the next one.
    first_order: i64,
    next_order: i64,
    numbers: HashMap<Arc<str>, usize>,
    orders: Vec<OpenOrder>,
    /// Number and place of the order that the last line was of: mostly the next one is of it as well.
    last: (String, usize),
    /// Whether orders of the source may be stored: other batches of it are here.
    may_be_stored: bool,
    /// Lines of new orders that are not written yet.
    lines: Vec<LineRow>,
    /// The record that each merged customer was merged into in the end, by local key.
    merged: HashMap<i64, i64>,
    /// Of a batch that was read before: whether the file repeats whole orders, as it looked then.
    repeats: Option<bool>,
}

impl FactBatch {
    /// Begins a batch from a source (the name of the system whose numbers these are).
    ///
    /// # Errors
    /// Those of the database.
    pub fn begin(tx: &mut WriteTransaction<'_>, batch: Id, source: &str) -> Result<Self> {
        let txn = tx.log_transaction()?;
        // Above every batch of the source, so that what is stored is what it meets: a device whose clock is behind
        // reads a file later all the same.
        let newest: Option<i64> =
            tx.sql.query_row("SELECT max(clock) FROM fact_batch WHERE source = ?1", [source], |row| {
                row.get(0)
            })?;
        let now = crate::change::clock_at(tx.now);
        let clock = newest.map_or(now, |newest| now.max(newest.saturating_add(1))).min(LATEST_CLOCK - 1);
        tx.sql.execute(
            "INSERT INTO fact_batch (id, clock, txn, source, repeats, whole, stands)
             VALUES (?1, ?2, ?3, ?4, 0, 1, 1)",
            (batch.as_bytes(), clock, txn, source),
        )?;
        let key = tx.sql.last_insert_rowid();
        let merged = merged_keys(tx)?;
        Self::open_batch(tx, key, batch, source, merged, None)
    }

    /// Says again what a batch said before. Customers are those that it named, whatever was merged since.
    pub(super) fn again(
        tx: &WriteTransaction<'_>,
        key: i64,
        batch: Id,
        source: &str,
        repeats: bool,
    ) -> Result<Self> {
        Self::open_batch(tx, key, batch, source, HashMap::new(), Some(repeats))
    }

    fn open_batch(
        tx: &WriteTransaction<'_>,
        key: i64,
        id: Id,
        source: &str,
        merged: HashMap<i64, i64>,
        repeats: Option<bool>,
    ) -> Result<Self> {
        let next_order =
            tx.sql.query_row("SELECT coalesce(max(key), 0) + 1 FROM orders", [], |row| row.get(0))?;
        let others = "SELECT EXISTS (SELECT 1 FROM fact_batch WHERE source = ?1 AND key <> ?2)";
        let may_be_stored = tx.sql.query_row(others, (source, key), |row| row.get(0))?;
        Ok(Self {
            key,
            id,
            source: source.to_owned(),
            identities: KeyedIds::new(&identity_key(&tx.reader())?),
            first_order: next_order,
            next_order,
            numbers: HashMap::new(),
            orders: Vec::new(),
            last: (String::new(), 0),
            may_be_stored,
            lines: Vec::new(),
            merged,
            repeats,
        })
    }

    /// Makes room for so many orders.
    pub(super) fn expect(&mut self, orders: usize) {
        self.numbers.reserve(orders);
        self.orders.reserve(orders);
    }

    /// Whether that batch says of an order just what is stored, and this one has not said anything of it.
    pub(super) fn is_stated(&mut self, tx: &WriteTransaction<'_>, number: &str, batch: Id) -> Result<bool> {
        if self.numbers.contains_key(number) {
            return Ok(false);
        }
        let order = order_id_of(&mut self.identities, &self.source, number);
        let mut statement = tx.sql.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM orders JOIN fact_batch ON fact_batch.key = stated
             WHERE orders.id = ?1 AND fact_batch.id = ?2)",
        )?;
        Ok(statement.query_row((order.as_bytes(), batch.as_bytes()), |row| row.get(0))?)
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
        if !NewLine::is_in_range(line.quantity, line.net) {
            return Ok(LineOutcome::OutOfRange);
        }
        let index = self.index(tx, &line)?;
        if self.root(self.orders[index].customer) != self.root(line.customer) {
            return Ok(LineOutcome::OtherCustomer);
        }
        let order = &mut self.orders[index];
        if *order.currency != *line.currency {
            return Ok(LineOutcome::OtherCurrency);
        }
        let content = Content { product: line.product, quantity: line.quantity, net: line.net };
        if self.repeats.is_none() {
            order.seen.push(content.hash());
        }
        match &mut order.stored {
            None => {
                self.lines.push(order.add(self.key, line.line, content));
                if self.lines.len() >= MOST_LINES {
                    rows::write(&tx.sql, &self.lines)?;
                    self.lines.clear();
                }
            }
            Some(stored) => order.unchanged += u64::from(stored.lines.recognise(line.line, content)),
        }
        Ok(LineOutcome::Taken)
    }

    /// Writes the orders of the lines added.
    ///
    /// # Errors
    /// Those of the database.
    pub fn finish(mut self, tx: &mut WriteTransaction<'_>) -> Result<OrderCounts> {
        let mut counts = OrderCounts::default();
        rows::write(&tx.sql, &self.lines)?;
        let new = self.orders.iter().filter(|order| order.stored.is_none()).count();
        let indexes = Removed::for_new_orders(&tx.sql, new, self.first_order)?;
        let mut new_orders: Vec<OrderRow> = Vec::new();
        let batch = self.key;
        let is_repeated =
            |order: &OpenOrder| order.stored.as_ref().is_some_and(|stored| stored.lines.is_repeated());
        let repeats_orders = self.repeats.unwrap_or_else(|| self.orders.iter().any(is_repeated));
        let keeps = self.repeats.is_none();
        let mut said_of = Vec::new();
        for mut order in self.orders {
            counts.repeated_lines += repeats(&mut order.seen);
            let Some(mut stored) = order.stored.take() else {
                new_orders.push(OrderRow {
                    key: order.key,
                    id: *order_id_of(&mut self.identities, &self.source, &order.number).as_bytes(),
                    number: Arc::clone(&order.number),
                    customer: order.customer,
                    day: order.day,
                    net: order.net,
                    currency: Arc::clone(&order.currency),
                    lines: order.added,
                    batch,
                });
                if new_orders.len() >= MOST_ORDERS {
                    rows::write(&tx.sql, &new_orders)?;
                    new_orders.clear();
                }
                counts.created += 1;
                counts.lines_created += order.added.cast_unsigned();
                tx.touched.order_customers.insert(order.customer);
                if keeps {
                    said_of.push(order.kept(Kept::New));
                }
                continue;
            };
            let said = if keeps { stored.lines.said() } else { Vec::new() };
            if keeps && !stored.lines.is_repeated() {
                stored.lines.recognise_again(&said);
            }
            for change in stored.lines.changes(repeats_orders) {
                match change {
                    Change::Keep => order.unchanged += 1,
                    Change::Add(number, content) => order.insert(&tx.sql, batch, number, content)?,
                    Change::Correct(index, content) => {
                        let Some(line) = stored.lines.get(index) else { continue };
                        correct(tx, batch, order.key, line, content)?;
                        order.net += content.net - line.content.net;
                        order.corrected += 1;
                    }
                }
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
            let is_changed = moved || order.added > 0 || order.corrected > 0;
            let is_whole = stored.lines.has_every_line();
            let now_stated = match (is_changed, is_whole) {
                (true, true) => Some(batch),
                (true, false) => None,
                (false, true) => stored.stated.or(Some(batch)),
                (false, false) => stored.stated,
            };
            if is_changed || now_stated != stored.stated {
                update_order(tx, &order, now_stated)?;
            }
            if is_changed {
                counts.updated += 1;
                counts.moved += u64::from(stored.customer != order.customer);
                tx.touched.order_customers.extend([stored.customer, order.customer]);
            } else {
                counts.unchanged += 1;
            }
            if keeps {
                // Whoever repeats just what another batch has said only names that one.
                let repeated = stored.stated.filter(|_| !is_changed && is_whole);
                said_of.push(order.kept(repeated.map_or(Kept::Lines(said), Kept::Same)));
            }
        }
        rows::write(&tx.sql, &new_orders)?;
        indexes.make_again(&tx.sql)?;
        if keeps {
            let parts = OwnParts::new(&tx.sql, batch, self.id, &self.source, repeats_orders)?;
            keep(&tx.sql, parts, &said_of)?;
        }
        Ok(counts)
    }

    fn root(&self, customer: i64) -> i64 {
        self.merged.get(&customer).copied().unwrap_or(customer)
    }

    /// The place of a line's order among those of this batch.
    fn index(&mut self, tx: &WriteTransaction<'_>, line: &NewLine<'_>) -> Result<usize> {
        if self.last.0 == line.order_number && !self.orders.is_empty() {
            return Ok(self.last.1);
        }
        let index = match self.numbers.get(line.order_number) {
            Some(index) => *index,
            None => {
                let order = self.open(tx, line)?;
                self.numbers.insert(Arc::clone(&order.number), self.orders.len());
                self.orders.push(order);
                self.orders.len() - 1
            }
        };
        line.order_number.clone_into(&mut self.last.0);
        self.last.1 = index;
        Ok(index)
    }

    /// What is stored of an order, its lines left out.
    fn stored(&mut self, tx: &WriteTransaction<'_>, number: &str) -> Result<Option<(i64, StoredOrder)>> {
        if !self.may_be_stored {
            return Ok(None);
        }
        let id = order_id_of(&mut self.identities, &self.source, number);
        let found = tx
            .sql
            .prepare_cached("SELECT key, customer, day, currency, stated FROM orders WHERE id = ?1")?
            .query_row([id.as_bytes()], |row| {
                let stored = StoredOrder {
                    customer: row.get(1)?,
                    day: row.get(2)?,
                    currency: row.get(3)?,
                    stated: row.get(4)?,
                    lines: StoredLines::default(),
                };
                Ok((row.get::<_, i64>(0)?, stored))
            });
        Ok(found.optional()?)
    }

    /// A currency; most orders have that of the one before.
    fn currency(&self, currency: &str) -> Arc<str> {
        let last = self.orders.last().map(|order| &order.currency);
        last.filter(|last| ***last == *currency).map_or_else(|| currency.into(), Arc::clone)
    }

    fn open(&mut self, tx: &WriteTransaction<'_>, line: &NewLine<'_>) -> Result<OpenOrder> {
        let currency = self.currency(line.currency);
        if let Some((key, mut stored)) = self.stored(tx, line.order_number)? {
            stored.lines = StoredLines::new(stored_lines(tx, key)?);
            return Ok(OpenOrder::new(key, Some(stored), line, currency));
        }
        self.next_order += 1;
        Ok(OpenOrder::new(self.next_order - 1, None, line, currency))
    }
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
