//! The records that belong to a customer, for its history.

use pelikirja_domain::Id;

use crate::schema::{self, Table};
use crate::{Reader, Result};

/// A record that belongs to a customer.
#[derive(Debug, Clone)]
pub struct RelatedRecord {
    /// Its table: `employment`, `person`, `contact` or `next_action`.
    pub table: &'static Table,
    /// The record.
    pub id: Id,
    /// Name of the person, day of the contact, text of the next action.
    pub name: Option<String>,
}

impl Reader<'_> {
    /// The people of a customer with their employments, its contacts and its next actions, deleted ones too; of each
    /// at most `limit`, the newest.
    ///
    /// # Errors
    /// Those of the database.
    pub fn records_of_customer(&self, customer: Id, limit: u32) -> Result<Vec<RelatedRecord>> {
        let queries = [
            (
                &schema::employment::TABLE,
                "SELECT employment.id, person.name FROM employment LEFT JOIN person ON person.id = employment.person
                 WHERE employment.customer = ?1 ORDER BY employment.key DESC LIMIT ?2",
            ),
            (
                &schema::person::TABLE,
                "SELECT id, name FROM person
                 WHERE id IN (SELECT person FROM employment WHERE customer = ?1) ORDER BY key DESC LIMIT ?2",
            ),
            (
                &schema::contact::TABLE,
                "SELECT id, date FROM contact WHERE customer = ?1 ORDER BY key DESC LIMIT ?2",
            ),
            (
                &schema::next_action::TABLE,
                "SELECT id, text FROM next_action WHERE customer = ?1 ORDER BY key DESC LIMIT ?2",
            ),
        ];
        let mut records = Vec::new();
        for (table, sql) in queries {
            records.extend(self.rows(sql, (customer.as_bytes(), limit), |row| {
                Ok(RelatedRecord { table, id: super::id(row, 0)?, name: row.get(1)? })
            })?);
        }
        Ok(records)
    }
}
