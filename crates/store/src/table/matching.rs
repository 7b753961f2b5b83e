//! What an import compares its rows with.

use pelikirja_domain::Id;

use super::merging::Merges;
use super::{id, optional_id};
use crate::schema::Table;
use crate::{Reader, Result};

/// A customer, as far as it tells which one a row means; merged ones included.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct MatchedCustomer {
    pub id: Id,
    pub key: i64,
    pub name: String,
    pub business_id: Option<String>,
    pub external_number: Option<String>,
    /// None also for the record that stands for a circle of records merged into each other.
    pub merged_into: Option<Id>,
}

/// A person, as far as it tells which one a row means.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct MatchedPerson {
    pub id: Id,
    pub name: String,
    pub email: Option<String>,
}

/// Where a person works or worked.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct MatchedEmployment {
    pub id: Id,
    pub person: Id,
    pub customer: Id,
    pub ended: bool,
}

impl Reader<'_> {
    /// Calls `each` with every customer, the oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn each_matched_customer(&self, mut each: impl FnMut(MatchedCustomer)) -> Result<()> {
        let sql =
            "SELECT id, key, coalesce(name, ''), business_id, external_number, merged_into FROM customer
                   WHERE deleted = 0 ORDER BY key";
        let merges = Merges::read(self.sql)?;
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let record = id(row, 0)?;
            each(MatchedCustomer {
                id: record,
                key: row.get(1)?,
                name: row.get(2)?,
                business_id: row.get(3)?,
                external_number: row.get(4)?,
                merged_into: optional_id(row, 5)?.filter(|_| merges.root(record) != record),
            });
        }
        Ok(())
    }

    /// Every person, the oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn matched_people(&self) -> Result<Vec<MatchedPerson>> {
        let sql = "SELECT id, coalesce(name, ''), email FROM person WHERE deleted = 0 ORDER BY key";
        self.rows(sql, [], |row| Ok(MatchedPerson { id: id(row, 0)?, name: row.get(1)?, email: row.get(2)? }))
    }

    /// Every employment of people and customers that are there.
    ///
    /// # Errors
    /// Those of the database.
    pub fn matched_employments(&self) -> Result<Vec<MatchedEmployment>> {
        let sql =
            "SELECT employment.id, employment.person, employment.customer, employment.ended_on IS NOT NULL
                   FROM employment JOIN person ON person.id = employment.person
                   WHERE employment.deleted = 0 AND person.deleted = 0 AND employment.customer IS NOT NULL
                   ORDER BY employment.key";
        self.rows(sql, [], |row| {
            Ok(MatchedEmployment {
                id: id(row, 0)?,
                person: id(row, 1)?,
                customer: id(row, 2)?,
                ended: row.get(3)?,
            })
        })
    }

    /// The local key of a record and whether it is deleted; `None` when it never was.
    ///
    /// # Errors
    /// Those of the database.
    pub fn known_record(&self, table: &Table, record: Id) -> Result<Option<(i64, bool)>> {
        let sql = format!("SELECT key, deleted FROM {} WHERE id = ?1", table.name);
        self.first(&sql, [record.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
