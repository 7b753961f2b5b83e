//! Tiers of customers.

use pelikirja_domain::{Id, TierKey};

use super::{id, word};
use crate::{Reader, Result};

/// A tier as stored.
#[derive(Debug, Clone)]
pub struct TierRow {
    /// Identity.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Which built-in tier it is, if any.
    pub key: Option<TierKey>,
    /// Place in lists.
    pub position: u32,
    /// Days without a two-way contact after which a signal is raised.
    pub contact_maximum_days: Option<u32>,
}

impl Reader<'_> {
    /// The tiers, in their order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn tiers(&self) -> Result<Vec<TierRow>> {
        let sql =
            "SELECT id, coalesce(name, ''), tier_key, coalesce(position, 0), contact_maximum_days FROM tier
                   WHERE deleted = 0 ORDER BY position, sort_key(name), name";
        self.rows(sql, [], |row| {
            Ok(TierRow {
                id: id(row, 0)?,
                name: row.get(1)?,
                key: word(row, 2)?,
                position: row.get(3)?,
                contact_maximum_days: row.get(4)?,
            })
        })
    }
}
