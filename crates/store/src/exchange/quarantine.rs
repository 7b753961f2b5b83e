//! Operations that do not count, kept as they came.

use pelikirja_domain::{Id, Role};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::wire::{self, Operation};
use super::{EntryAuthor, ExchangeEntry};
use crate::{IntoValue, Reader, Result, from_word, to_word};

/// Why an operation does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Nothing of its entry does: its author does not belong to the firm any more.
    Standing,
    /// Its author was not allowed to do that.
    Role,
    /// It speaks in the name of another member.
    Author,
    /// What says which transaction it belongs to is missing, or does not count.
    Header,
    /// A newer program wrote it: it has tables, columns or kinds of operations that this one does not know. It is looked
    /// at again after an upgrade.
    Unknown,
    /// It is not what any program would write.
    Malformed,
}

/// An operation that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedOperation {
    /// The chain that its entry stands in.
    pub chain: Id,
    /// The number of the entry.
    pub number: u64,
    /// The device that wrote it.
    pub device: Id,
    /// The member whose device it was; none where nothing of the entry counts.
    pub member: Option<Id>,
    /// Why it does not count.
    pub reason: Refusal,
    /// In one word what its transaction did, where that can be read.
    pub kind: Option<String>,
    /// When that was, milliseconds since 1970 UTC by the device's clock.
    pub at: Option<i64>,
}

/// Keeps an operation that does not count, or not as a whole.
pub(super) fn keep(
    sql: &Connection,
    entry: &ExchangeEntry,
    header: Option<&[u8]>,
    operation: &[u8],
    reason: Refusal,
) -> Result<()> {
    let author = entry.author;
    sql.prepare_cached(
        "INSERT INTO quarantine_op (chain, number, hash, device, member, role, header, operation, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        entry.chain.as_bytes(),
        entry.number.cast_signed(),
        &entry.hash[..],
        entry.device.as_bytes(),
        author.map(|author| author.member).into_value(),
        author.map(|author| to_word(&author.role)),
        header,
        operation,
        to_word(&reason),
    ))?;
    Ok(())
}

/// Forgets what was put aside of an entry, which is judged anew.
pub(super) fn forget(sql: &Connection, entry: &ExchangeEntry) -> Result<()> {
    sql.prepare_cached("DELETE FROM quarantine_op WHERE chain = ?1 AND number = ?2 AND hash = ?3")?
        .execute((entry.chain.as_bytes(), entry.number.cast_signed(), &entry.hash[..]))?;
    Ok(())
}

/// One operation that was put aside.
pub(super) struct PutAside {
    /// An entry that holds it alone.
    pub entry: ExchangeEntry,
    /// What says which transaction it belongs to.
    pub header: Option<Vec<u8>>,
    /// Whether it may count in part, and so be in the log: a program that knew more wrote it.
    pub may_count: bool,
}

/// Takes out everything whose author is a known member, in the order in which it came. What was not known may be the reason why something else was refused: whoever may only undo
/// what is their own has undone what nobody knew here.
pub(super) fn take_judged(sql: &Connection) -> Result<Vec<PutAside>> {
    let mut statement = sql.prepare(
        "DELETE FROM quarantine_op WHERE member IS NOT NULL
         RETURNING chain, number, hash, device, member, role, header, operation, seq, reason",
    )?;
    let mut rows = statement.query([])?;
    let mut taken = Vec::new();
    while let Some(row) = rows.next()? {
        let member: Option<[u8; 16]> = row.get(4)?;
        let role: Option<Role> = row.get::<_, Option<String>>(5)?.as_deref().and_then(from_word);
        let entry = ExchangeEntry {
            chain: Id::from_bytes(row.get(0)?),
            number: row.get::<_, i64>(1)?.cast_unsigned(),
            hash: row.get(2)?,
            device: Id::from_bytes(row.get(3)?),
            author: member
                .zip(role)
                .map(|(member, role)| EntryAuthor { member: Id::from_bytes(member), role }),
            operations: vec![row.get(7)?],
        };
        let reason = from_word(&row.get::<_, String>(9)?).unwrap_or(Refusal::Unknown);
        let put_aside = PutAside { entry, header: row.get(6)?, may_count: reason == Refusal::Unknown };
        taken.push((row.get::<_, i64>(8)?, put_aside));
    }
    taken.sort_by_key(|(seq, _)| *seq);
    Ok(taken.into_iter().map(|(_, put_aside)| put_aside).collect())
}

impl Reader<'_> {
    /// Operations that do not count, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn quarantined(&self, limit: u32) -> Result<Vec<QuarantinedOperation>> {
        let sql = "SELECT chain, number, device, member, reason, header, operation FROM quarantine_op
                   ORDER BY seq DESC LIMIT ?1";
        self.rows(sql, [limit], read)
    }

    /// How many operations do not count.
    ///
    /// # Errors
    /// Those of the database.
    pub fn quarantined_count(&self) -> Result<u64> {
        Ok(self.number("SELECT count(*) FROM quarantine_op", [])?.cast_unsigned())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<QuarantinedOperation> {
    let member: Option<[u8; 16]> = row.get(3)?;
    let header: Option<Vec<u8>> = row.get(5)?;
    let operation: Vec<u8> = row.get(6)?;
    let read_header = |bytes: &[u8]| match wire::decode(bytes) {
        Ok(Operation::Header(header) | Operation::Lone(header, _)) => Some(header),
        _ => None,
    };
    let header = header.as_deref().and_then(read_header).or_else(|| read_header(&operation));
    Ok(QuarantinedOperation {
        chain: Id::from_bytes(row.get(0)?),
        number: row.get::<_, i64>(1)?.cast_unsigned(),
        device: Id::from_bytes(row.get(2)?),
        member: member.map(Id::from_bytes),
        // A reason that this program does not know is one of a newer program.
        reason: from_word(&row.get::<_, String>(4)?).unwrap_or(Refusal::Unknown),
        kind: header.as_ref().map(|header| header.kind().to_owned()),
        at: header.map(|header| header.at()),
    })
}
