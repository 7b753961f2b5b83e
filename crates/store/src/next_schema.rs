//! The schema of a later version, made up: a column more and a table more, with the next free numbers.
//!
//! Only the tests of mixed versions are built with it. When a real version takes these numbers, the ones here move on.

use pelikirja_domain::Id;

use crate::table::id;
use crate::{Reader, Result};

/// What the later version adds.
pub(crate) const MIGRATION: &str = "
    ALTER TABLE customer ADD COLUMN nickname TEXT;
    CREATE TABLE errand (
        key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL, customer BLOB, text TEXT
    );";

/// What the later version knows more of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextCustomer {
    /// The customer.
    pub customer: Id,
    /// The column.
    pub nickname: Option<String>,
    /// The records of the table, by text.
    pub errands: Vec<String>,
}

impl Reader<'_> {
    /// What the later version knows more of every customer, by identity.
    ///
    /// # Errors
    /// Those of the database.
    pub fn next_customers(&self) -> Result<Vec<NextCustomer>> {
        let sql = "SELECT id, nickname FROM customer WHERE deleted = 0 ORDER BY id";
        let customers = self.rows(sql, [], |row| Ok((id(row, 0)?, row.get(1)?)))?;
        let of = |(customer, nickname): (Id, Option<String>)| {
            let sql = "SELECT text FROM errand WHERE customer = ?1 AND deleted = 0 ORDER BY text";
            let errands = self.rows(sql, [customer.as_bytes()], |row| row.get(0))?;
            Ok(NextCustomer { customer, nickname, errands })
        };
        customers.into_iter().map(of).collect()
    }
}
