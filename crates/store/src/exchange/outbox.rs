//! What was written here and others have not got yet.

use rusqlite::{Connection, OptionalExtension};

use super::erase;
use super::identity_key;
use super::wire::{self, Header, LoggedChange};
use crate::facts;
use crate::log;
use crate::{Result, Store};
use pelikirja_domain::Id;

/// Operations that no entry holds yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unpublished {
    /// The operations, oldest first; none when nothing waits.
    pub operations: Vec<Vec<u8>>,
    /// What to hand back in [`super::ExchangeBatch::published`] once an entry holds them.
    pub until: u64,
}

/// The lower bits of [`Unpublished::until`] count operations of a transaction of which some are left; the others are
/// its place in the log.
const DONE_BITS: u32 = 24;
const MOST_DONE: i64 = (1 << DONE_BITS) - 1;

/// Bytes that an operation takes in an entry beside its own.
const OVERHEAD: usize = 2;

impl Store {
    /// Operations that were written here and are in no entry yet, oldest first: at least one if there are any, else up
    /// to about so many bytes. What came from other devices is never among them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unpublished(&self, most_bytes: usize) -> Result<Unpublished> {
        let own = self.member();
        self.read(|reader| gather(reader.sql, own, most_bytes))
    }
}

impl Store {
    /// How many transactions of this device others have not got yet.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unpublished_count(&self) -> Result<u64> {
        self.read(|reader| Ok(reader.number("SELECT count(*) FROM outbox", [])?.cast_unsigned()))
    }
}

fn gather(sql: &Connection, own: Option<Id>, most_bytes: usize) -> Result<Unpublished> {
    let mut unpublished = Unpublished::default();
    let mut left = most_bytes;
    let mut add = |unpublished: &mut Unpublished, operation: Vec<u8>| {
        left = left.saturating_sub(operation.len() + OVERHEAD);
        unpublished.operations.push(operation);
        left > 0
    };
    let mut statement = sql.prepare_cached("SELECT txn, done FROM outbox ORDER BY txn")?;
    let mut waiting = statement.query([])?;
    let mut is_first = true;
    while let Some(row) = waiting.next()? {
        let (txn, done): (i64, i64) = (row.get(0)?, row.get(1)?);
        if std::mem::take(&mut is_first)
            && let Some(key) = identity_key::waiting(sql)?
        {
            add(&mut unpublished, key);
        }
        let Some(transaction) = log::at(sql, txn)? else { continue };
        let header = Header::of(&transaction, own);
        let changes: i64 = sql
            .prepare_cached("SELECT count(*) FROM change WHERE txn = ?1")?
            .query_row([txn], |row| row.get(0))?;
        let parts: i64 = sql
            .prepare_cached(
                "SELECT count(*) FROM fact_batch JOIN fact_part ON fact_part.batch = fact_batch.key WHERE txn = ?1",
            )?
            .query_row([txn], |row| row.get(0))?;
        let erasures = erase::erased_by(sql, txn)?;
        let mut has_room = true;
        let is_lone = changes == 1 && parts == 0 && erasures.is_empty() && done == 0;
        if !is_lone {
            has_room = add(&mut unpublished, header.encode());
        }
        let first = done;
        let mut done = done;
        let mut statement = sql.prepare_cached(
            "SELECT tbl, row, clock, cells FROM change WHERE txn = ?1 ORDER BY seq LIMIT -1 OFFSET ?2",
        )?;
        let mut rows = statement.query((txn, done))?;
        while let Some(row) = rows.next()? {
            let change = LoggedChange {
                table: row.get(0)?,
                row: Id::from_bytes(row.get(1)?),
                clock: row.get(2)?,
                cells: row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?,
            };
            let operation = if is_lone {
                change.encode_alone(&header, transaction.session)?
            } else {
                change.encode(&header)
            };
            has_room = add(&mut unpublished, operation);
            done += 1;
            if !has_room || done == MOST_DONE {
                break;
            }
        }
        // A header alone would be no step forward.
        if parts > 0 && done >= changes && (has_room || done == first) {
            facts::waiting(sql, txn, done - changes, |part| {
                has_room = add(&mut unpublished, wire::encode_facts(part));
                done += 1;
                has_room
            })?;
        }
        let is_whole = done >= changes + parts;
        for erasure in erasures.into_iter().filter(|_| is_whole) {
            has_room = add(&mut unpublished, wire::encode_erasure(erasure));
        }
        unpublished.until = place(if is_whole { txn + 1 } else { txn }, if is_whole { 0 } else { done });
        if !has_room || !is_whole {
            break;
        }
    }
    Ok(unpublished)
}

fn place(txn: i64, done: i64) -> u64 {
    ((txn << DONE_BITS) | done).cast_unsigned()
}

/// Notes that others have everything until there.
pub(super) fn published(sql: &Connection, until: u64) -> Result<()> {
    let until = until.cast_signed();
    let (txn, done) = (until >> DONE_BITS, until & MOST_DONE);
    let waited: Option<i64> =
        sql.query_row("SELECT min(txn) FROM outbox", [], |row| row.get(0)).optional()?.flatten();
    sql.prepare_cached("DELETE FROM outbox WHERE txn < ?1")?.execute([txn])?;
    sql.prepare_cached("UPDATE outbox SET done = ?2 WHERE txn = ?1")?.execute((txn, done))?;
    if waited.is_some_and(|waited| waited < txn || done > 0) {
        identity_key::handed_over(sql)?;
    }
    Ok(())
}
