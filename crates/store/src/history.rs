//! The log as the history of a record.

use std::collections::HashMap;

use pelikirja_domain::Id;

use crate::change::{Version, cells_at};
use crate::connection::Reader;
use crate::schema::{self, Table};
use crate::{Result, Value};

/// One change of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// Name of the column.
    pub field: &'static str,
    /// Value before.
    pub from: Value,
    /// Value after.
    pub to: Value,
}

/// What a transaction changed in a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordChange {
    /// When, milliseconds since 1970 UTC.
    pub at: i64,
    /// Who.
    pub member: Option<Id>,
    /// On which device.
    pub device: Id,
    /// The transaction.
    pub transaction: Id,
    /// What it did, in one word.
    pub kind: String,
    /// Place in the log.
    pub seq: i64,
    /// What changed.
    pub fields: Vec<FieldChange>,
}

impl Reader<'_> {
    /// The changes of a record, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn record_history(&self, table: &Table, row: Id) -> Result<Vec<RecordChange>> {
        let mut statement = self.sql.prepare_cached(
            "SELECT txn.at, txn.member, txn.id, txn.kind, change.seq, change.clock, change.cells, txn.session,
               txn.device
             FROM change JOIN txn ON txn.seq = change.txn
             WHERE change.row = ?1 AND change.tbl = ?2 ORDER BY change.clock, txn.session, change.seq",
        )?;
        let mut rows = statement.query((row.as_bytes(), table.number))?;
        let mut values: HashMap<(u16, Version), Value> = HashMap::new();
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            let version = Version { clock: row.get(5)?, session: Id::from_bytes(row.get(7)?) };
            let mut fields = Vec::new();
            for cell in cells_at(row, 6)? {
                values.insert((cell.column, version), cell.value.clone());
                let Some(field) = schema::Table::column_name(table, cell.column) else { continue };
                let before = cell.previous.and_then(|previous| values.get(&(cell.column, previous)));
                let from = before.cloned().unwrap_or(Value::Null);
                // Columns that say one thing together are written together, also those that stay as they are.
                if from != cell.value {
                    fields.push(FieldChange { field, from, to: cell.value });
                }
            }
            if fields.is_empty() {
                continue;
            }
            let member: Option<[u8; 16]> = row.get(1)?;
            history.push(RecordChange {
                at: row.get(0)?,
                member: member.map(Id::from_bytes),
                device: Id::from_bytes(row.get(8)?),
                transaction: Id::from_bytes(row.get(2)?),
                kind: row.get(3)?,
                seq: row.get(4)?,
                fields,
            });
        }
        history.reverse();
        Ok(history)
    }
}
