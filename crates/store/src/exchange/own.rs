//! What is being written here, judged beforehand as every other device will judge it.

use pelikirja_domain::permissions::{Act, table_permissions};
use pelikirja_domain::{Id, Role};

use super::judge::{Judge, denied_cell};
use super::{EntryAuthor, Refusal};
use crate::change::{Change, cells_and_seen_at};
use crate::log;
use crate::schema::{self, DELETED};
use crate::write::WriteTransaction;
use crate::{Result, Value};

/// What somebody was about to do and may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// Something that is no cell of a table.
    Act(Act),
    /// Writing into a table.
    Cell {
        /// Name of the table.
        table: &'static str,
        /// Name of the column; `make` and `delete` for whole records.
        column: &'static str,
        /// The role that just suffices for any record.
        least: Role,
    },
}

impl Denied {
    /// The role that just suffices.
    pub fn least_role(self) -> Role {
        match self {
            Self::Act(act) => act.least_role(),
            Self::Cell { least, .. } => least,
        }
    }
}

impl WriteTransaction<'_> {
    /// What of this transaction would count nowhere, because its author may not do it: the first thing of that kind.
    /// Asked when all of it is written, before it is kept.
    ///
    /// # Errors
    /// Those of the database.
    pub fn denied(&self, author: EntryAuthor) -> Result<Option<Denied>> {
        let sql = &self.sql;
        let Some(place) = log::place(sql, self.id)? else { return Ok(None) };
        if author.role == Role::Owner {
            return Ok(None);
        }
        if !Act::Import.is_allowed(author.role) && self.has_facts(place)? {
            return Ok(Some(Denied::Act(Act::Import)));
        }
        if let Some(transaction) = log::at(sql, place)? {
            match Judge::default().transaction(sql, author, &transaction)? {
                None => {}
                Some(Refusal::Role) if Act::UndoOwn.is_allowed(author.role) => {
                    return Ok(Some(Denied::Act(Act::UndoOthers)));
                }
                Some(_) => return Ok(Some(Denied::Act(Act::UndoOwn))),
            }
        }
        let mut statement =
            sql.prepare_cached("SELECT tbl, row, clock, cells FROM change WHERE txn = ?1 ORDER BY seq")?;
        let mut rows = statement.query([place])?;
        while let Some(row) = rows.next()? {
            let Some(table) = schema::table(row.get(0)?) else { continue };
            let (cells, seen) = cells_and_seen_at(row, 3)?;
            let record = Id::from_bytes(row.get(1)?);
            let change = Change { table: table.number, row: record, clock: row.get(2)?, cells, seen };
            if let Some(cell) = denied_cell(sql, author, table, &change)? {
                return Ok(Some(named(table, cell.column, &cell.value)));
            }
        }
        Ok(None)
    }

    fn has_facts(&self, place: i64) -> Result<bool> {
        let statement = "SELECT EXISTS (SELECT 1 FROM fact_batch WHERE txn = ?1)";
        Ok(self.sql.prepare_cached(statement)?.query_row([place], |row| row.get(0))?)
    }
}

fn named(table: &'static schema::Table, column: u16, value: &Value) -> Denied {
    let rules = table_permissions(table.name);
    let (column, grant) = match table.column_name(column).filter(|_| column != DELETED) {
        Some(name) => (name, rules.and_then(|rules| rules.column(name))),
        None if *value == Value::Integer(1) => ("delete", rules.map(|rules| rules.delete)),
        None => ("make", rules.map(|rules| rules.make)),
    };
    Denied::Cell { table: table.name, column, least: grant.map_or(Role::Owner, |grant| grant.least_role()) }
}
