//! What files said, in parts: kept in the database as it travels.

use pelikirja_domain::Id;
use rusqlite::{Connection, OptionalExtension};

use super::fold;
use super::part_writer::{Named, PartWriter};
use super::statement::{self, Part};
use crate::cbor::{CborError, Reader, Writer};
use crate::write::WriteTransaction;
use crate::{Result, StoreError};

/// Bytes of a part before it is packed, about.
const PART_BYTES: usize = 384 << 10;
/// Clocks of batches are below.
pub(super) const LATEST_CLOCK: i64 = 1 << 62;

mod flag {
    pub const LAST: u64 = 1;
    pub const REPEATS: u64 = 2;
    pub const ALL: u64 = 3;
}

/// A part of what a file said, as it travels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FactPart<'b> {
    /// The batch.
    pub batch: Id,
    /// Which part it is, from 0 on.
    number: i64,
    /// Whether none follows.
    is_last: bool,
    /// Whether the file repeats whole orders, as it looked to who read it.
    repeats: bool,
    /// Clock of the batch.
    clock: i64,
    source: &'b str,
    length: usize,
    packed: &'b [u8],
    /// All of it.
    bytes: &'b [u8],
}

impl<'b> FactPart<'b> {
    /// Reads the head of a part; what is packed is read by [`Self::unpack`].
    pub fn read(input: &mut Reader<'b>) -> Result<Self, CborError> {
        let bytes = input.rest();
        let batch = input.id()?;
        let number = i64::try_from(input.unsigned()?).map_err(|_| CborError("no such part".to_owned()))?;
        let flags = input.unsigned()?;
        let clock = input.signed()?;
        if flags & !flag::ALL != 0 || !(0..LATEST_CLOCK).contains(&clock) {
            return Err(CborError(format!("flags {flags}, clock {clock}")));
        }
        let source = input.text()?;
        let length = usize::try_from(input.unsigned()?).map_err(|_| CborError("too long".to_owned()))?;
        let packed = input.bytes()?;
        input.end()?;
        let (is_last, repeats) = (flags & flag::LAST != 0, flags & flag::REPEATS != 0);
        Ok(Self { batch, number, is_last, repeats, clock, source, length, packed, bytes })
    }

    fn of(bytes: &'b [u8]) -> Result<Self> {
        Ok(Self::read(&mut Reader::new(bytes))?)
    }

    /// Whether what it packs can be read.
    pub fn is_sound(&self) -> bool {
        self.unpack().is_ok()
    }

    fn unpack(&self) -> Result<Part, CborError> {
        statement::unpack(self.packed, self.length)
    }
}

/// Keeps a part of a batch of that transaction. Returns the local key of the batch.
pub(crate) fn keep(sql: &Connection, txn: i64, part: &FactPart<'_>) -> Result<i64> {
    sql.prepare_cached(
        "INSERT INTO fact_batch (id, clock, txn, source, repeats, whole, stands) VALUES (?1, ?2, ?3, ?4, ?5, 0, 0)
         ON CONFLICT (txn, id) DO NOTHING",
    )?
    .execute((part.batch.as_bytes(), part.clock, txn, part.source, part.repeats))?;
    let key = key_of(sql, txn, part.batch)?.ok_or(StoreError::NotFound)?;
    sql.prepare_cached(
        "INSERT OR IGNORE INTO fact_part (batch, number, last, bytes) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((key, part.number, part.is_last, part.bytes))?;
    Ok(key)
}

/// Forgets a part, and the batch with its last one. What it says is taken back before.
pub(crate) fn forget(tx: &mut WriteTransaction<'_>, key: i64, part: &FactPart<'_>) -> Result<()> {
    let is_kept: bool = tx
        .sql
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM fact_part WHERE batch = ?1 AND number = ?2 AND bytes = ?3)",
        )?
        .query_row((key, part.number, part.bytes), |row| row.get(0))?;
    if !is_kept {
        return Ok(());
    }
    // Those who only repeat what it says cannot do so any more, so orders are made anew once it is gone.
    let gone = fold::leave(tx, key)?;
    tx.sql
        .prepare_cached("DELETE FROM fact_part WHERE batch = ?1 AND number = ?2")?
        .execute((key, part.number))?;
    tx.sql
        .prepare_cached(
            "DELETE FROM fact_batch WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM fact_part WHERE batch = ?1)",
        )?
        .execute([key])?;
    fold::refold(tx, part.source, &gone)
}

/// The local key of a transaction's batch.
pub(crate) fn key_of(sql: &Connection, txn: i64, batch: Id) -> Result<Option<i64>> {
    let mut statement = sql.prepare_cached("SELECT key FROM fact_batch WHERE txn = ?1 AND id = ?2")?;
    Ok(statement.query_row((txn, batch.as_bytes()), |row| row.get(0)).optional()?)
}

/// Parts of a transaction as they travel, those before `skipped` left out, until `take` answers false.
pub(crate) fn waiting(
    sql: &Connection,
    txn: i64,
    skipped: i64,
    mut take: impl FnMut(&[u8]) -> bool,
) -> Result<()> {
    let mut statement = sql.prepare_cached(
        "SELECT bytes FROM fact_batch JOIN fact_part ON fact_part.batch = fact_batch.key
         WHERE fact_batch.txn = ?1 ORDER BY fact_batch.key, number LIMIT -1 OFFSET ?2",
    )?;
    let mut rows = statement.query((txn, skipped))?;
    while let Some(row) = rows.next()? {
        if !take(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?) {
            break;
        }
    }
    Ok(())
}

/// The part of that number.
pub(super) fn nth(sql: &Connection, batch: i64, number: i64) -> Result<Option<Part>> {
    let mut statement = sql.prepare_cached("SELECT bytes FROM fact_part WHERE batch = ?1 AND number = ?2")?;
    let mut rows = statement.query((batch, number))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let part = FactPart::of(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
    Ok(Some(part.unpack()?))
}

/// Hands every part of a batch on, in order.
pub(super) fn each(sql: &Connection, batch: i64, mut take: impl FnMut(Part) -> Result<()>) -> Result<()> {
    let mut number = 0;
    while let Some(part) = nth(sql, batch, number)? {
        take(part)?;
        number += 1;
    }
    Ok(())
}

/// Writes the parts of a batch of this device.
pub(super) struct OwnParts<'s> {
    sql: &'s Connection,
    key: i64,
    batch: Id,
    source: &'s str,
    clock: i64,
    repeats: bool,
    writer: PartWriter,
    number: i64,
}

impl<'s> OwnParts<'s> {
    pub fn new(sql: &'s Connection, key: i64, batch: Id, source: &'s str, repeats: bool) -> Result<Self> {
        let statement = "UPDATE fact_batch SET repeats = ?2 WHERE key = ?1 RETURNING clock";
        let clock = sql.query_row(statement, (key, repeats), |row| row.get(0))?;
        Ok(Self { sql, key, batch, source, clock, repeats, writer: PartWriter::new(), number: 0 })
    }

    /// Where the next order goes.
    pub fn writer(&mut self) -> Result<&mut PartWriter> {
        if self.writer.size() >= PART_BYTES {
            self.write(false)?;
        }
        Ok(&mut self.writer)
    }

    pub fn end(mut self) -> Result<()> {
        self.write(true)
    }

    fn write(&mut self, is_last: bool) -> Result<()> {
        let writer = std::mem::replace(&mut self.writer, PartWriter::new());
        let (packed, length) = writer.pack(|named, key| identity(self.sql, named, key))?;
        let flags = if is_last { flag::LAST } else { 0 } | if self.repeats { flag::REPEATS } else { 0 };
        let mut out = Writer::new();
        out.id(self.batch).unsigned(self.number.cast_unsigned()).unsigned(flags).signed(self.clock);
        out.text(self.source).unsigned(length as u64).bytes(&packed);
        self.sql
            .prepare_cached("INSERT INTO fact_part (batch, number, last, bytes) VALUES (?1, ?2, ?3, ?4)")?
            .execute((self.key, self.number, is_last, out.into_bytes()))?;
        self.number += 1;
        Ok(())
    }
}

fn identity(sql: &Connection, named: Named, key: i64) -> Result<Id> {
    let statement = match named {
        Named::Customer => "SELECT id FROM customer WHERE key = ?1",
        Named::Product => "SELECT id FROM product WHERE key = ?1",
        Named::Batch => "SELECT id FROM fact_batch WHERE key = ?1",
    };
    let found: Option<[u8; 16]> =
        sql.prepare_cached(statement)?.query_row([key], |row| row.get(0)).optional()?;
    found.map(Id::from_bytes).ok_or(StoreError::NotFound)
}
