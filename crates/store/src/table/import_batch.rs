//! Imports that were done, and mappings kept for their sources.

use pelikirja_domain::Id;
use rusqlite::Row;

use super::{id, optional_id};
use crate::{Reader, Result};

/// An import as stored.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct ImportBatchRow {
    pub id: Id,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    pub kind: String,
    pub file: String,
    /// The report, as JSON.
    pub report: String,
    pub undone_at: Option<i64>,
    pub unattended: bool,
    pub member: Option<Id>,
    /// The transaction that it was.
    pub transaction: Option<Id>,
}

const COLUMNS: &str =
    "id, created_at, coalesce(kind, ''), coalesce(file, ''), coalesce(report, ''), undone_at,
    coalesce(unattended, 0), member, txn";

fn read(row: &Row<'_>) -> rusqlite::Result<ImportBatchRow> {
    Ok(ImportBatchRow {
        id: id(row, 0)?,
        at: row.get(1)?,
        kind: row.get(2)?,
        file: row.get(3)?,
        report: row.get(4)?,
        undone_at: row.get(5)?,
        unattended: row.get(6)?,
        member: optional_id(row, 7)?,
        transaction: optional_id(row, 8)?,
    })
}

impl Reader<'_> {
    /// Imports, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn import_batches(&self, limit: u32) -> Result<Vec<ImportBatchRow>> {
        let sql = format!("SELECT {COLUMNS} FROM import_batch WHERE deleted = 0 ORDER BY key DESC LIMIT ?1");
        self.rows(&sql, [limit], read)
    }

    /// An import.
    ///
    /// # Errors
    /// Those of the database.
    pub fn import_batch(&self, batch: Id) -> Result<Option<ImportBatchRow>> {
        let sql = format!("SELECT {COLUMNS} FROM import_batch WHERE id = ?1 AND deleted = 0");
        self.first(&sql, [batch.as_bytes()], read)
    }

    /// The import that a transaction was.
    ///
    /// # Errors
    /// Those of the database.
    pub fn import_batch_of(&self, transaction: Id) -> Result<Option<ImportBatchRow>> {
        let sql = format!("SELECT {COLUMNS} FROM import_batch WHERE txn = ?1 AND deleted = 0");
        self.first(&sql, [transaction.as_bytes()], read)
    }

    /// The mapping kept for a source and kind, as JSON.
    ///
    /// # Errors
    /// Those of the database.
    pub fn import_mapping(&self, mapping: Id) -> Result<Option<String>> {
        let sql = "SELECT mapping FROM import_mapping WHERE id = ?1 AND deleted = 0";
        Ok(self.first(sql, [mapping.as_bytes()], |row| row.get(0))?.flatten())
    }

    /// Every kept mapping, the newest first, as JSON.
    ///
    /// # Errors
    /// Those of the database.
    pub fn import_mappings(&self) -> Result<Vec<String>> {
        let sql =
            "SELECT mapping FROM import_mapping WHERE deleted = 0 AND mapping IS NOT NULL ORDER BY key DESC";
        self.rows(sql, [], |row| row.get(0))
    }
}
