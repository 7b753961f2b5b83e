//! The log as the diary of a member: what they did, on which device.

use pelikirja_domain::Id;
use rusqlite::Row;

use crate::connection::Reader;
use crate::schema::{self, Table};
use crate::{IntoValue, Result, Value};

/// Where the diary goes on: the transactions before this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiaryPlace {
    /// When the transaction was, milliseconds since 1970 UTC by its device's clock.
    pub at: i64,
    /// Its place in this device's log.
    pub seq: i64,
}

/// A transaction of a member.
#[derive(Debug, Clone, PartialEq)]
pub struct DiaryEntry {
    /// Its place.
    pub place: DiaryPlace,
    /// The transaction.
    pub transaction: Id,
    /// What it did, in one word.
    pub kind: String,
    /// On which device.
    pub device: Id,
    /// Whether nobody sat before it.
    pub unattended: bool,
    /// Whether it was undone since.
    pub undone: bool,
    /// How many records it changed.
    pub records: u64,
    /// The first ones of these.
    pub first_records: Vec<(&'static Table, Id)>,
}

impl Reader<'_> {
    /// The transactions of a member, the newest first; those before a place, at most `limit`, each with at most
    /// `named` of its records.
    ///
    /// # Errors
    /// Those of the database.
    pub fn diary(
        &self,
        member: Id,
        before: Option<DiaryPlace>,
        limit: u32,
        named: u32,
    ) -> Result<Vec<DiaryEntry>> {
        let before = before.unwrap_or(DiaryPlace { at: i64::MAX, seq: i64::MAX });
        let sql = "SELECT at, seq, id, kind, device, unattended, undone_by IS NOT NULL,
                     (SELECT count(DISTINCT row) FROM change WHERE change.txn = txn.seq)
                   FROM txn WHERE member = ?1 AND (at, seq) < (?2, ?3) ORDER BY at DESC, seq DESC LIMIT ?4";
        let values: [Value; 4] =
            [member.into_value(), before.at.into_value(), before.seq.into_value(), limit.into_value()];
        let mut entries = self.rows(sql, values, entry)?;
        for entry in &mut entries {
            let sql =
                "SELECT tbl, row FROM change WHERE txn = ?1 GROUP BY tbl, row ORDER BY min(seq) LIMIT ?2";
            let records: Vec<(u16, [u8; 16])> =
                self.rows(sql, (entry.place.seq, named), |row| Ok((row.get(0)?, row.get(1)?)))?;
            let known = |(table, row): (u16, [u8; 16])| Some((schema::table(table)?, Id::from_bytes(row)));
            entry.first_records = records.into_iter().filter_map(known).collect();
        }
        Ok(entries)
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<DiaryEntry> {
    Ok(DiaryEntry {
        place: DiaryPlace { at: row.get(0)?, seq: row.get(1)? },
        transaction: Id::from_bytes(row.get(2)?),
        kind: row.get(3)?,
        device: Id::from_bytes(row.get(4)?),
        unattended: row.get(5)?,
        undone: row.get(6)?,
        records: row.get::<_, i64>(7)?.cast_unsigned(),
        first_records: Vec::new(),
    })
}
