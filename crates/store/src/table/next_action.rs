//! Next actions.

use chrono::NaiveDate;
use pelikirja_domain::Id;
use rusqlite::Row;

use super::{date, id, optional_date, optional_id};
use crate::{Reader, Result};

/// A next action with its customer's name.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct NextActionRow {
    pub id: Id,
    pub customer: Id,
    pub customer_name: String,
    pub text: String,
    pub due: NaiveDate,
    pub owner: Option<Id>,
    pub done_on: Option<NaiveDate>,
}

const SELECT: &str =
    "SELECT next_action.id, next_action.customer, coalesce(customer.name, ''), coalesce(text, ''), due,
    next_action.owner, done_on FROM next_action JOIN customer ON customer.id = next_action.customer";

fn read(row: &Row<'_>) -> rusqlite::Result<NextActionRow> {
    Ok(NextActionRow {
        id: id(row, 0)?,
        customer: id(row, 1)?,
        customer_name: row.get(2)?,
        text: row.get(3)?,
        due: date(row, 4)?,
        owner: optional_id(row, 5)?,
        done_on: optional_date(row, 6)?,
    })
}

impl Reader<'_> {
    /// A next action.
    ///
    /// # Errors
    /// Those of the database.
    pub fn next_action(&self, action: Id) -> Result<Option<NextActionRow>> {
        let sql = format!("{SELECT} WHERE next_action.id = ?1 AND next_action.deleted = 0");
        self.first(&sql, [action.as_bytes()], read)
    }

    /// A next action by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn next_action_by_key(&self, key: i64) -> Result<Option<NextActionRow>> {
        let sql =
            format!("{SELECT} WHERE next_action.key = ?1 AND next_action.deleted = 0 AND due IS NOT NULL");
        self.first(&sql, [key], read)
    }

    /// Open next actions with a customer, the nearest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_actions_of(&self, customer: Id) -> Result<Vec<NextActionRow>> {
        let sql = format!(
            "{SELECT} WHERE next_action.customer = ?1 AND done_on IS NULL AND next_action.deleted = 0
             AND due IS NOT NULL ORDER BY due"
        );
        self.rows(&sql, [customer.as_bytes()], read)
    }

    /// Open next actions due from one day to another, the oldest first; of one member, or of all.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_actions_due(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        owner: Option<Id>,
        limit: u32,
    ) -> Result<Vec<NextActionRow>> {
        let sql = format!(
            "{SELECT} WHERE due >= ?1 AND due <= ?2 AND done_on IS NULL AND next_action.deleted = 0
             AND customer.deleted = 0 AND (?3 IS NULL OR next_action.owner = ?3)
             ORDER BY due, next_action.key LIMIT ?4"
        );
        let owner = owner.map(|owner| *owner.as_bytes());
        self.rows(&sql, (from.to_string(), until.to_string(), owner, limit), read)
    }

    /// Finished next actions with a customer up to a day, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn done_actions_until(
        &self,
        customer: Id,
        until: NaiveDate,
        limit: u32,
    ) -> Result<Vec<NextActionRow>> {
        let sql = format!(
            "{SELECT} WHERE next_action.customer = ?1 AND done_on <= ?2 AND next_action.deleted = 0
             ORDER BY done_on DESC, next_action.key DESC LIMIT ?3"
        );
        self.rows(&sql, (customer.as_bytes(), until.to_string(), limit), read)
    }
}
