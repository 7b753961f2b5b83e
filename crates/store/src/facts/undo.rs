//! Taking a batch back.

use std::collections::{HashMap, HashSet};

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension};

use super::fold::{self, Orders};
use super::order_id;
use crate::write::{WriteTransaction, identity_key};
use crate::{Result, StoreError};

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
    /// Takes back what a batch added and puts back what it replaced, as if its file had never been read: what a later
    /// batch's file had as well stays, and so does what a later one has replaced. Batches can be taken back in any
    /// order. The transaction that brought it counts as undone from then on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such batch, and those of the database.
    pub fn undo_facts(&mut self, batch: Id) -> Result<FactsUndone> {
        let statement = "SELECT key, source, txn.id FROM fact_batch JOIN txn ON txn.seq = fact_batch.txn
                         WHERE fact_batch.id = ?1 ORDER BY clock, txn.id LIMIT 1";
        let found: Option<(i64, String, [u8; 16])> = self
            .sql
            .query_row(statement, [batch.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (key, source, transaction) = found.ok_or(StoreError::NotFound)?;
        let affected = fold::affected(self, key)?;
        let before = Before::read(self, key, &source, &affected)?;
        fold::remove(self, key, &affected)?;
        self.undone_facts.push(Id::from_bytes(transaction));
        before.compare(&self.sql)
    }
}

/// Orders as they were before.
struct Before {
    batch: i64,
    /// Batches that come after it.
    newer: HashSet<i64>,
    orders: HashMap<Id, OrderBefore>,
}

struct OrderBefore {
    order: StoredOrder,
    /// How many lines the batch said of it.
    said: usize,
}

struct StoredOrder {
    head: (i64, i32, String),
    lines: Vec<StoredLine>,
}

struct StoredLine {
    content: ContentKey,
    /// The batch that wrote it.
    batch: i64,
}

/// Product, bits of the quantity, and net value.
type ContentKey = (Option<i64>, u64, i64);

impl Before {
    fn read(tx: &WriteTransaction<'_>, batch: i64, source: &str, affected: &Orders) -> Result<Self> {
        let identity = identity_key(&tx.reader())?;
        let mut orders = HashMap::with_capacity(affected.len());
        for (number, said) in affected {
            let id = order_id(&identity, source, number)?;
            let found = read_order(&tx.sql, id)?;
            orders.extend(found.map(|order| (id, OrderBefore { order, said: *said })));
        }
        Ok(Self { batch, newer: fold::newer(&tx.sql, batch)?, orders })
    }

    fn compare(self, sql: &Connection) -> Result<FactsUndone> {
        let mut undone = FactsUndone::default();
        for (id, before) in self.orders {
            let after = read_order(sql, id)?;
            undone.restored += u64::from(after.as_ref().is_some_and(|after| after.head != before.order.head));
            let mut left: HashMap<ContentKey, usize> = HashMap::new();
            for line in after.map(|after| after.lines).unwrap_or_default() {
                *left.entry(line.content).or_default() += 1;
            }
            let mut take = |content: &ContentKey| {
                let found = left.get_mut(content).filter(|found| **found > 0);
                found.map(|found| *found -= 1).is_some()
            };
            let (own, others): (Vec<StoredLine>, Vec<StoredLine>) =
                before.order.lines.into_iter().partition(|line| line.batch == self.batch);
            // What others wrote accounts for its own lines first.
            for line in &others {
                take(&line.content);
            }
            // Where it said more lines than are its own or older ones, later batches have replaced them.
            let newer = others.iter().filter(|line| self.newer.contains(&line.batch)).count();
            let replaced = before.said.saturating_sub(own.len() + others.len() - newer).min(newer);
            undone.kept += replaced as u64;
            let gone = own.iter().filter(|line| !take(&line.content)).count();
            // Lines that nobody has accounted for are those that its own had replaced.
            let restored = left.values().sum::<usize>().min(gone);
            undone.kept += (own.len() - gone) as u64;
            undone.restored += restored as u64;
            undone.removed += (gone - restored) as u64;
        }
        Ok(undone)
    }
}

fn read_order(sql: &Connection, order: Id) -> Result<Option<StoredOrder>> {
    let mut statement =
        sql.prepare_cached("SELECT key, customer, day, currency FROM orders WHERE id = ?1")?;
    let found: Option<(i64, (i64, i32, String))> = statement
        .query_row([order.as_bytes()], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))))
        .optional()?;
    let Some((key, head)) = found else { return Ok(None) };
    let mut statement =
        sql.prepare_cached("SELECT product, quantity, net, batch FROM order_line WHERE order_key = ?1")?;
    let rows = statement.query_map([key], |row| {
        let content = (row.get(0)?, row.get::<_, f64>(1)?.to_bits(), row.get(2)?);
        Ok(StoredLine { content, batch: row.get(3)? })
    })?;
    Ok(Some(StoredOrder { head, lines: rows.collect::<rusqlite::Result<_>>()? }))
}
