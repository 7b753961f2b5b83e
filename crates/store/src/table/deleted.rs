//! Records that were deleted.

use super::matching::MatchedCustomer;
use super::{id, optional_id};
use crate::{Reader, Result};

impl Reader<'_> {
    /// Every deleted customer, the oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn deleted_customers(&self) -> Result<Vec<MatchedCustomer>> {
        let sql =
            "SELECT id, key, coalesce(name, ''), business_id, external_number, merged_into FROM customer
                   WHERE deleted = 1 ORDER BY key";
        self.rows(sql, [], |row| {
            Ok(MatchedCustomer {
                id: id(row, 0)?,
                key: row.get(1)?,
                name: row.get(2)?,
                business_id: row.get(3)?,
                external_number: row.get(4)?,
                merged_into: optional_id(row, 5)?,
            })
        })
    }
}
