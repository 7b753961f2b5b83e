//! Orders as what the batches that count say of them, one after the other.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension};

use super::batch::FactBatch;
use super::keys::LocalKeys;
use super::line::NewLine;
use super::statement::{Said, SaidLine};
use super::{order_id, parts};
use crate::Result;
use crate::write::{WriteTransaction, identity_key};

/// Numbers of orders of one source, and how many lines a batch said of each.
pub(super) type Orders = HashMap<Box<str>, usize>;

/// A batch as it stands in the database.
struct Batch {
    key: i64,
    id: Id,
    clock: i64,
    source: String,
    repeats: bool,
    /// Whether all of its parts were here when that was noted.
    was_whole: bool,
    /// Whether they are here now.
    is_whole: bool,
    /// Whether the orders say what it says.
    stands: bool,
    /// Whether they should: it is whole, and its transaction was not undone.
    counts: bool,
}

fn batch(sql: &Connection, key: i64) -> Result<Option<Batch>> {
    let mut statement = sql.prepare_cached(
        "SELECT fact_batch.id, clock, source, repeats, stands, txn.undone_by IS NULL, whole,
           (SELECT max(last) AND count(*) = max(number) + 1 FROM fact_part WHERE batch = fact_batch.key)
         FROM fact_batch JOIN txn ON txn.seq = fact_batch.txn WHERE key = ?1",
    )?;
    let found = statement.query_row([key], |row| {
        let is_whole = row.get::<_, Option<bool>>(7)?.unwrap_or_default();
        Ok(Batch {
            key,
            id: Id::from_bytes(row.get(0)?),
            clock: row.get(1)?,
            source: row.get(2)?,
            repeats: row.get(3)?,
            stands: row.get(4)?,
            was_whole: row.get(6)?,
            is_whole,
            counts: is_whole && row.get(5)?,
        })
    });
    Ok(found.optional()?)
}

/// The batches of a transaction, by local key.
pub(crate) fn batches_of(sql: &Connection, transaction: Id) -> Result<Vec<i64>> {
    let mut statement = sql.prepare_cached(
        "SELECT key FROM fact_batch WHERE txn = (SELECT seq FROM txn WHERE id = ?1) ORDER BY clock, id",
    )?;
    let rows = statement.query_map([transaction.as_bytes()], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The same batches in the order in which they count.
pub(crate) fn in_order(sql: &Connection, batches: HashSet<i64>) -> Result<Vec<i64>> {
    let mut placed = Vec::with_capacity(batches.len());
    for key in batches {
        placed.extend(batch(sql, key)?.map(|batch| (batch.clock, batch.id, key)));
    }
    placed.sort_unstable();
    Ok(placed.into_iter().map(|(_, _, key)| key).collect())
}

/// Brings the orders of a batch to what they are now: after parts of it came, or after its transaction was undone or
/// done again. Also one that does not count is repeated by others once it is whole.
pub(crate) fn follow(tx: &mut WriteTransaction<'_>, key: i64) -> Result<()> {
    let Some(batch) = batch(&tx.sql, key)? else { return Ok(()) };
    if batch.was_whole == batch.is_whole && batch.stands == batch.counts {
        return Ok(());
    }
    let is_newest = newer(&tx.sql, key)?.is_empty();
    set(&tx.sql, key, batch.is_whole, batch.counts)?;
    if batch.counts && is_newest {
        return say(tx, &batch, None, &mut SaidBefore::default());
    }
    let orders = affected(tx, key)?;
    refold(tx, &batch.source, &orders)
}

/// Takes a batch out of those that say anything, before it is not whole any more. Returns the orders to make anew.
pub(super) fn leave(tx: &WriteTransaction<'_>, key: i64) -> Result<Orders> {
    match batch(&tx.sql, key)? {
        Some(batch) if batch.was_whole => {
            let orders = affected(tx, key)?;
            set(&tx.sql, key, false, false)?;
            Ok(orders)
        }
        _ => Ok(Orders::new()),
    }
}

/// The batches of a source that stand and come after one.
pub(super) fn newer(sql: &Connection, key: i64) -> Result<HashSet<i64>> {
    let mut statement = sql.prepare_cached(
        "SELECT newer.key FROM fact_batch AS newer JOIN fact_batch AS own ON own.key = ?1
         WHERE newer.source = own.source AND newer.stands = 1 AND (newer.clock, newer.id) > (own.clock, own.id)",
    )?;
    let rows = statement.query_map([key], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes a batch back, whether or not it counts.
pub(super) fn remove(tx: &mut WriteTransaction<'_>, key: i64, orders: &Orders) -> Result<()> {
    match batch(&tx.sql, key)? {
        Some(batch) if batch.stands => {
            set(&tx.sql, key, batch.is_whole, false)?;
            refold(tx, &batch.source, orders)
        }
        _ => Ok(()),
    }
}

fn set(sql: &Connection, key: i64, whole: bool, stands: bool) -> Result<()> {
    sql.prepare_cached("UPDATE fact_batch SET whole = ?2, stands = ?3 WHERE key = ?1")?
        .execute((key, whole, stands))?;
    Ok(())
}

/// The orders that may be others with a batch than without it. Where it only repeats a batch whose word on the order
/// is the last that changed anything, it makes no difference.
pub(super) fn affected(tx: &WriteTransaction<'_>, key: i64) -> Result<Orders> {
    let Some(batch) = batch(&tx.sql, key)? else { return Ok(Orders::new()) };
    let identity = identity_key(&tx.reader())?;
    let mut orders = Orders::new();
    parts::each(&tx.sql, key, |part| {
        for (number, said, lines) in part.statements() {
            let is_repeated = match said {
                Said::Lines { .. } => false,
                Said::AsIn(place) => {
                    let order = order_id(&identity, &batch.source, number)?;
                    stated(&tx.sql, order)? == part.batches.get(place).copied()
                }
            };
            if !is_repeated {
                *orders.entry(number.into()).or_default() += lines.len();
            }
        }
        Ok(())
    })?;
    Ok(orders)
}

/// The batch that says of an order just what is stored.
fn stated(sql: &Connection, order: Id) -> Result<Option<Id>> {
    let mut statement = sql.prepare_cached(
        "SELECT fact_batch.id FROM orders JOIN fact_batch ON fact_batch.key = stated WHERE orders.id = ?1",
    )?;
    let found: Option<[u8; 16]> = statement.query_row([order.as_bytes()], |row| row.get(0)).optional()?;
    Ok(found.map(Id::from_bytes))
}

/// Makes those orders of a source anew from every batch that stands.
pub(super) fn refold(tx: &mut WriteTransaction<'_>, source: &str, orders: &Orders) -> Result<()> {
    let identity = identity_key(&tx.reader())?;
    if orders.is_empty() {
        return Ok(());
    }
    for number in orders.keys() {
        let order = order_id(&identity, source, number)?;
        let removed: Option<(i64, i64)> = tx
            .sql
            .prepare_cached("DELETE FROM orders WHERE id = ?1 RETURNING key, customer")?
            .query_row([order.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((key, customer)) = removed {
            tx.sql.prepare_cached("DELETE FROM order_line WHERE order_key = ?1")?.execute([key])?;
            tx.touched.order_customers.insert(customer);
        }
    }
    let standing: Vec<i64> = tx.reader().rows(
        "SELECT key FROM fact_batch WHERE source = ?1 AND stands = 1 ORDER BY clock, id",
        [source],
        |row| row.get(0),
    )?;
    let mut said = SaidBefore::default();
    for key in standing {
        if let Some(batch) = batch(&tx.sql, key)? {
            say(tx, &batch, Some(orders), &mut said)?;
        }
    }
    Ok(())
}

/// Has a batch say what it says, of those orders or of all.
fn say(
    tx: &mut WriteTransaction<'_>,
    batch: &Batch,
    orders: Option<&Orders>,
    before: &mut SaidBefore,
) -> Result<()> {
    let mut again = FactBatch::again(tx, batch.key, batch.id, &batch.source, batch.repeats)?;
    let mut number = 0;
    let mut keys = LocalKeys::default();
    while let Some(part) = parts::nth(&tx.sql, batch.key, number)? {
        number += 1;
        keys.begin(&part);
        if orders.is_none() {
            again.expect(part.orders.len());
        }
        for (number, said, lines) in part.statements() {
            if orders.is_some_and(|orders| !orders.contains_key(number)) {
                continue;
            }
            match said {
                Said::Lines { customer, day, currency, .. } => {
                    let head = Head {
                        customer: keys.customer(&tx.sql, &part, customer)?,
                        day,
                        currency: part.currencies.get(currency).map_or("", String::as_str),
                    };
                    for line in lines {
                        let product = keys.product(&tx.sql, &part, line.product)?;
                        again.add(tx, head.line(number, line, product))?;
                    }
                }
                Said::AsIn(place) => {
                    let Some(repeated) = part.batches.get(place).copied() else { continue };
                    if !again.is_stated(tx, number, repeated)? && is_before(&tx.sql, repeated, batch)? {
                        before.repeat(tx, &mut again, repeated, number, orders)?;
                    }
                }
            }
        }
    }
    again.finish(tx).map(drop)
}

/// Whether a batch of that identity comes before one; nobody repeats what is yet to be said.
fn is_before(sql: &Connection, repeated: Id, batch: &Batch) -> Result<bool> {
    let mut statement = sql.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM fact_batch WHERE id = ?1 AND whole = 1 AND (clock, id) < (?2, ?3))",
    )?;
    let found =
        statement.query_row((repeated.as_bytes(), batch.clock, batch.id.as_bytes()), |row| row.get(0));
    Ok(found?)
}

/// What an order says beside its lines.
struct Head<'p> {
    customer: i64,
    day: i32,
    currency: &'p str,
}

impl Head<'_> {
    fn line<'l>(&'l self, number: &'l str, line: &SaidLine, product: Option<i64>) -> NewLine<'l> {
        NewLine {
            order_number: number,
            customer: self.customer,
            day: self.day,
            currency: self.currency,
            line: line.number,
            product,
            quantity: line.quantity,
            net: line.net,
        }
    }
}

/// What earlier batches said, for those that only repeat it.
#[derive(Default)]
struct SaidBefore {
    batches: HashMap<Id, HashMap<Box<str>, OrderSaid>>,
}

struct OrderSaid {
    customer: i64,
    day: i32,
    currency: String,
    lines: Vec<(SaidLine, Option<i64>)>,
}

impl SaidBefore {
    /// Repeats what a batch said of an order; nothing when that batch is not here.
    fn repeat(
        &mut self,
        tx: &WriteTransaction<'_>,
        again: &mut FactBatch,
        batch: Id,
        number: &str,
        orders: Option<&Orders>,
    ) -> Result<()> {
        let known = match self.batches.entry(batch) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(read_all(&tx.sql, batch, orders)?),
        };
        let Some(said) = known.get(number) else { return Ok(()) };
        let head = Head { customer: said.customer, day: said.day, currency: &said.currency };
        for (line, product) in &said.lines {
            again.add(tx, head.line(number, line, *product))?;
        }
        Ok(())
    }
}

/// What a batch said of those orders, or of all.
fn read_all(sql: &Connection, batch: Id, orders: Option<&Orders>) -> Result<HashMap<Box<str>, OrderSaid>> {
    // Should two transactions have a batch of one identity, all devices take the same.
    let statement = "SELECT key FROM fact_batch JOIN txn ON txn.seq = fact_batch.txn
                     WHERE fact_batch.id = ?1 AND whole = 1 ORDER BY clock, txn.id LIMIT 1";
    let key: Option<i64> = sql.query_row(statement, [batch.as_bytes()], |row| row.get(0)).optional()?;
    let mut all = HashMap::new();
    let Some(key) = key else { return Ok(all) };
    let mut keys = LocalKeys::default();
    parts::each(sql, key, |part| {
        keys.begin(&part);
        for (number, said, lines) in part.statements() {
            let Said::Lines { customer, day, currency, .. } = said else { continue };
            if orders.is_some_and(|orders| !orders.contains_key(number)) {
                continue;
            }
            let with_product = |line: &SaidLine| Ok((*line, keys.product(sql, &part, line.product)?));
            let lines = lines.iter().map(with_product).collect::<Result<_>>()?;
            let customer = keys.customer(sql, &part, customer)?;
            let currency = part.currencies.get(currency).cloned().unwrap_or_default();
            all.insert(number.into(), OrderSaid { customer, day, currency, lines });
        }
        Ok(())
    })?;
    Ok(all)
}
