//! Records that were merged into others, and the one that stands for each in the end.
//!
//! Two devices may have merged two records into each other. Of such a circle the record with the smallest identity
//! stands for all, on every device: lists show it, and orders, contacts and signals are its own.

use std::collections::HashMap;

use pelikirja_domain::Id;
use rusqlite::Connection;

use super::id;
use crate::{Reader, Result};

/// Every record that was merged into another.
pub(crate) struct Merges(HashMap<Id, Merge>);

struct Merge {
    key: i64,
    into: Id,
}

impl Merges {
    pub fn read(sql: &Connection) -> Result<Self> {
        let mut statement =
            sql.prepare_cached("SELECT id, key, merged_into FROM customer WHERE merged_into IS NOT NULL")?;
        let rows = statement
            .query_map([], |row| Ok((id(row, 0)?, Merge { key: row.get(1)?, into: id(row, 2)? })))?;
        Ok(Self(rows.collect::<rusqlite::Result<_>>()?))
    }

    /// The record that stands for this one; itself when it was not merged.
    pub fn root(&self, record: Id) -> Id {
        let walked = walk(record, |id| Ok(self.0.get(&id).map(|merge| merge.into)));
        walked.map_or(record, |walked| walked.root())
    }

    /// Records for which another one stands: identity, local key and that other one.
    pub fn merged(&self) -> impl Iterator<Item = (Id, i64, Id)> {
        self.0
            .iter()
            .map(|(record, merge)| (*record, merge.key, self.root(*record)))
            .filter(|(id, _, root)| id != root)
    }

    /// Records that stand for a circle, though they were merged themselves.
    pub fn circle_roots(&self) -> impl Iterator<Item = Id> {
        self.0.keys().copied().filter(|record| self.root(*record) == *record)
    }
}

/// The way from a record to the one it was merged into in the end.
struct Walked {
    path: Vec<Id>,
    /// Where in the path the circle begins that ends it, if one does.
    circle: Option<usize>,
}

impl Walked {
    fn root(&self) -> Id {
        let circle = self.circle.and_then(|begins| self.path.get(begins..));
        let root = circle.map_or(self.path.last(), |circle| circle.iter().min());
        root.copied().unwrap_or(Id::from_bytes([0; 16]))
    }
}

fn walk(record: Id, mut next: impl FnMut(Id) -> Result<Option<Id>>) -> Result<Walked> {
    let mut path = vec![record];
    let mut at = record;
    while let Some(into) = next(at)? {
        if let Some(begins) = path.iter().position(|seen| *seen == into) {
            return Ok(Walked { path, circle: Some(begins) });
        }
        path.push(into);
        at = into;
    }
    Ok(Walked { path, circle: None })
}

impl Reader<'_> {
    /// The customer that a record was merged into, followed to the end; itself when it was not merged.
    ///
    /// # Errors
    /// Those of the database.
    pub fn merge_root(&self, customer: Id) -> Result<Id> {
        Ok(self.walk_merges(customer)?.root())
    }

    /// The records on the way from a record to the one it was merged into in the end, itself left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn merge_path(&self, customer: Id) -> Result<Vec<Id>> {
        Ok(self.walk_merges(customer)?.path.split_off(1))
    }

    fn walk_merges(&self, customer: Id) -> Result<Walked> {
        let sql = "SELECT merged_into FROM customer WHERE id = ?1";
        walk(customer, |id| Ok(self.first(sql, [id.as_bytes()], |row| super::optional_id(row, 0))?.flatten()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merges(pairs: &[(u8, u8)]) -> Merges {
        let record = |number: u8| Id::from_bytes([number; 16]);
        let merge =
            |(from, into): &(u8, u8)| (record(*from), Merge { key: i64::from(*from), into: record(*into) });
        Merges(pairs.iter().map(merge).collect())
    }

    fn root(merges: &Merges, record: u8) -> u8 {
        merges.root(Id::from_bytes([record; 16])).as_bytes()[0]
    }

    #[test]
    fn chains_of_any_length_end_at_their_last_record() {
        let long: Vec<(u8, u8)> = (1..250).map(|number| (number, number + 1)).collect();
        assert_eq!(root(&merges(&long), 1), 250);
        assert_eq!(root(&merges(&long), 250), 250);
        assert_eq!(merges(&long).circle_roots().count(), 0);
    }

    #[test]
    fn the_smallest_identity_stands_for_a_circle() {
        let merges = merges(&[(5, 3), (3, 7), (7, 5), (1, 7), (9, 1)]);
        for record in [3, 5, 7, 1, 9] {
            assert_eq!(root(&merges, record), 3, "{record}");
        }
        assert_eq!(merges.circle_roots().collect::<Vec<_>>(), [Id::from_bytes([3; 16])]);
        assert_eq!(merges.merged().count(), 4);
    }
}
