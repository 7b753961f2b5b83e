//! The indexes of orders while very many orders are added at once.
//!
//! Each order goes into three indexes, two of them in no order at all, which costs several times what the order itself
//! does. Made anew at the end, from sorted entries, they cost half of that.

use rusqlite::Connection;

use crate::Result;

/// Fewer new orders than these are added to the indexes one by one.
const MANY: usize = 20_000;

/// Statements that make the indexes that were removed.
#[derive(Default)]
#[must_use = "orders are not found without their indexes"]
pub(super) struct Removed(Vec<String>);

impl Removed {
    /// Removes them when more orders are to come than there are (`stored`, at the most). Within the transaction nobody may
    /// look for orders by anything but their keys until [`Self::make_again`].
    pub fn for_new_orders(sql: &Connection, new: usize, stored: i64) -> Result<Self> {
        if new < MANY || i64::try_from(new).is_ok_and(|new| new < stored) {
            return Ok(Self::default());
        }
        let made_by = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'orders' AND sql IS NOT NULL";
        let indexes: Vec<(String, String)> = sql
            .prepare(made_by)?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (name, _) in &indexes {
            sql.execute_batch(&format!("DROP INDEX {name}"))?;
        }
        Ok(Self(indexes.into_iter().map(|(_, made_by)| made_by).collect()))
    }

    /// Makes them again.
    pub fn make_again(self, sql: &Connection) -> Result<()> {
        Ok(self.0.iter().try_for_each(|made_by| sql.execute_batch(made_by))?)
    }
}
