//! Whether an operation of another device may count.
//!
//! Judged by the role under which its entry stands, by what it says, and by what its author had seen, which is here
//! before it; so every device comes to the same answer, whatever else it knows.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use pelikirja_domain::permissions::{Act, Record, may_delete, may_make, may_write};
use pelikirja_domain::{Id, Role};
use rusqlite::Connection;

use super::{EntryAuthor, Refusal};
use crate::change::{CellChange, Change, Version, cells_at};
use crate::log::{self, Logged, Transaction};
use crate::schema::{self, DELETED, Table};
use crate::{Result, StoreError, Value};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It counts.
    Counts,
    /// It counts as far as this program knows its columns; a newer one looks at it again.
    CountsInPart,
    /// It does not.
    Refused(Refusal),
}

/// Judges operations; knows what each column may hold.
#[derive(Default)]
pub(super) struct Judge {
    /// Declared types of columns, by table.
    types: HashMap<u16, HashMap<u16, ColumnType>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnType {
    Text,
    Integer,
    Identity,
}

impl Judge {
    /// Judges a transaction: what it may reverse, and in whose name it speaks.
    pub fn transaction(
        &self,
        sql: &Connection,
        author: EntryAuthor,
        transaction: &Transaction,
    ) -> Result<Option<Refusal>> {
        if author.role == Role::Owner {
            return Ok(None);
        }
        if transaction.member.is_some_and(|member| member != author.member) {
            return Ok(Some(Refusal::Author));
        }
        let Some(reversal) = transaction.reversal else { return Ok(None) };
        if Act::UndoOthers.is_allowed(author.role) {
            return Ok(None);
        }
        for undone in [reversal.of, reversal.first] {
            let is_own = match log::find(sql, undone) {
                Ok(Logged { transaction, .. }) => transaction.member == Some(author.member),
                // Its author had it, so it would be here if it counted.
                Err(StoreError::NotFound) => false,
                Err(error) => return Err(error),
            };
            if !is_own || !Act::UndoOwn.is_allowed(author.role) {
                return Ok(Some(Refusal::Role));
            }
        }
        Ok(None)
    }

    /// Judges a change.
    pub fn change(&mut self, sql: &Connection, author: EntryAuthor, change: &Change) -> Result<Verdict> {
        let Some(table) = schema::table(change.table) else { return Ok(Verdict::Refused(Refusal::Unknown)) };
        let types = self.types(sql, table)?;
        let mut is_known = true;
        for cell in change.cells.iter().filter(|cell| cell.column != DELETED) {
            match types.get(&cell.column) {
                Some(declared) if fits(*declared, &cell.value) => {}
                Some(_) => return Ok(Verdict::Refused(Refusal::Malformed)),
                None => is_known = false,
            }
        }
        if author.role != Role::Owner && denied_cell(sql, author, table, change)?.is_some() {
            return Ok(Verdict::Refused(Refusal::Role));
        }
        Ok(if is_known { Verdict::Counts } else { Verdict::CountsInPart })
    }

    fn types(&mut self, sql: &Connection, table: &Table) -> Result<&HashMap<u16, ColumnType>> {
        Ok(match self.types.entry(table.number) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(read_types(sql, table)?),
        })
    }
}

/// The first cell of a change that its author may not write.
pub(super) fn denied_cell<'c>(
    sql: &Connection,
    author: EntryAuthor,
    table: &Table,
    change: &'c Change,
) -> Result<Option<&'c CellChange>> {
    let mut standing = None;
    for cell in &change.cells {
        let is_allowed = may(author, table, cell, Record::Other)
            || may(author, table, cell, record_of(&mut standing, sql, author, change)?);
        if !is_allowed {
            return Ok(Some(cell));
        }
    }
    Ok(None)
}

fn read_types(sql: &Connection, table: &Table) -> Result<HashMap<u16, ColumnType>> {
    let mut types = HashMap::new();
    let mut statement = sql.prepare("SELECT name, type FROM pragma_table_info(?1)")?;
    let mut rows = statement.query([table.name])?;
    while let Some(row) = rows.next()? {
        let (name, declared): (String, String) = (row.get(0)?, row.get(1)?);
        let Some((number, _)) = table.columns.iter().find(|(_, known)| *known == name) else { continue };
        let declared = match declared.as_str() {
            "TEXT" => ColumnType::Text,
            "BLOB" => ColumnType::Identity,
            _ => ColumnType::Integer,
        };
        types.insert(*number, declared);
    }
    Ok(types)
}

/// Every column of a synced table is text, a whole number or an identity; anything else would fail those who read it.
fn fits(declared: ColumnType, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Integer(_) => declared == ColumnType::Integer,
        Value::Text(_) => declared == ColumnType::Text,
        Value::Blob(bytes) => declared == ColumnType::Identity && bytes.len() == 16,
        Value::Real(_) => false,
    }
}

/// Whether the author may write a cell. Columns that this program does not know are judged by one that does.
fn may(author: EntryAuthor, table: &Table, cell: &CellChange, record: Record) -> bool {
    if cell.column == DELETED {
        let deletes = cell.value == Value::Integer(1);
        return if deletes {
            may_delete(author.role, table.name, record)
        } else {
            may_make(author.role, table.name)
        };
    }
    let Some(column) = table.column_name(cell.column) else { return author.role != Role::Viewer };
    let names_author = matches!(&cell.value, Value::Blob(bytes) if bytes == author.member.as_bytes());
    may_write(author.role, table.name, column, record, names_author)
}

/// How the record stands to the author, found out when it is asked for.
fn record_of(
    known: &mut Option<Record>,
    sql: &Connection,
    author: EntryAuthor,
    change: &Change,
) -> Result<Record> {
    if let Some(record) = *known {
        return Ok(record);
    }
    let deleted = change.cells.iter().find(|cell| cell.column == DELETED);
    let record = if deleted.is_some_and(|cell| cell.value == Value::Integer(0) && cell.previous.is_none()) {
        Record::New
    } else if change.table == schema::member::TABLE.number {
        if change.row == author.member { Record::Own } else { Record::Other }
    } else if maker(sql, change, deleted.and_then(|cell| cell.previous))? == Some(author.member) {
        Record::Own
    } else {
        Record::Other
    };
    *known = Some(record);
    Ok(record)
}

/// Who made a record, as whoever changes it knew it: followed back from the version of `deleted` that the change
/// replaces, where it says one. Records that two people can make at the same time say one when it matters.
fn maker(sql: &Connection, change: &Change, from: Option<Version>) -> Result<Option<Id>> {
    let mut statement = sql.prepare_cached(
        "SELECT change.clock, txn.session, txn.member, change.cells FROM change JOIN txn ON txn.seq = change.txn
         WHERE change.row = ?1 AND change.tbl = ?2",
    )?;
    let mut rows = statement.query((change.row.as_bytes(), change.table))?;
    let mut written: HashMap<Version, (Option<Version>, Option<Id>)> = HashMap::new();
    while let Some(row) = rows.next()? {
        let version = Version { clock: row.get(0)?, session: Id::from_bytes(row.get(1)?) };
        let member: Option<[u8; 16]> = row.get(2)?;
        for cell in cells_at(row, 3)?.into_iter().filter(|cell| cell.column == DELETED) {
            written.insert(version, (cell.previous, member.map(Id::from_bytes)));
        }
    }
    let made = written.iter().filter(|(_, (previous, _))| previous.is_none());
    let mut at = from.or_else(|| made.map(|(version, _)| *version).min());
    while let Some(version) = at {
        match written.get(&version) {
            // Versions fall on the way back, so the walk ends.
            Some((Some(previous), _)) => at = Some(*previous).filter(|previous| *previous < version),
            Some((None, member)) => return Ok(*member),
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// Whether a change makes its record, as far as its author knew.
pub(super) fn is_making(change: &Change) -> bool {
    change.cells.iter().any(|cell| {
        cell.column == DELETED
            && cell.value == Value::Integer(0)
            && cell.previous.is_none()
            && cell.over.is_empty()
    })
}
