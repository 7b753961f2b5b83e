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

#[cfg(test)]
mod tests {
    use super::*;

    fn indexes(sql: &Connection) -> Vec<(String, String)> {
        let statement =
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'orders' ORDER BY name";
        let mut statement = sql.prepare(statement).expect("asks");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("reads");
        rows.collect::<rusqlite::Result<_>>().expect("reads")
    }

    #[test]
    fn they_are_removed_for_very_many_and_made_again_as_they_were() {
        let mut sql = Connection::open_in_memory().expect("opens");
        crate::migrate::migrate(&mut sql).expect("migrates");
        let before = indexes(&sql);
        assert_eq!(before.len(), 3, "all of them can be removed: {before:?}");
        let stored = i64::try_from(MANY).expect("a small number");
        for (new, stored) in [(MANY - 1, 0), (MANY, stored + 1)] {
            let removed = Removed::for_new_orders(&sql, new, stored).expect("looks");
            assert_eq!(indexes(&sql), before, "{new} new ones beside {stored} gain nothing by it");
            removed.make_again(&sql).expect("has nothing to do");
        }
        let removed = Removed::for_new_orders(&sql, MANY, stored).expect("removes");
        assert_eq!(indexes(&sql), []);
        removed.make_again(&sql).expect("makes");
        assert_eq!(indexes(&sql), before);
    }
}
