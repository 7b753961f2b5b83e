//! Customers.

use chrono::NaiveDate;
use pelikirja_domain::{Id, LadderStep, LifecycleStage};
use rusqlite::Row;

use super::merging::Merges;
use super::{id, optional_date, optional_id, word};
use crate::{Reader, Result};

/// A customer as stored.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of domain.md, spelled out")]
pub struct CustomerRecord {
    pub id: Id,
    pub key: i64,
    pub created_at: i64,
    pub name: String,
    pub business_id: Option<String>,
    pub vat_id: Option<String>,
    pub external_number: Option<String>,
    pub parent: Option<Id>,
    pub industry: Option<String>,
    pub street: Option<String>,
    pub postcode: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    pub tier: Option<Id>,
    pub tier_reason: Option<String>,
    pub owner: Option<Id>,
    pub deputy: Option<Id>,
    pub stage: Option<LifecycleStage>,
    pub ladder: Option<LadderStep>,
    pub language: Option<String>,
    pub source: Option<String>,
    pub notes: Option<String>,
    pub ended_on: Option<NaiveDate>,
    pub ended_reason: Option<String>,
    /// None also for the record that stands for a circle of records merged into each other.
    pub merged_into: Option<Id>,
}

const COLUMNS: &str = "id, key, created_at, coalesce(name, ''), business_id, vat_id, external_number, parent, industry,
    street, postcode, city, country, phone, email, website, tier, tier_reason, owner, deputy, stage, ladder, language,
    source, notes, ended_on, ended_reason, merged_into";

fn read(row: &Row<'_>) -> rusqlite::Result<CustomerRecord> {
    Ok(CustomerRecord {
        id: id(row, 0)?,
        key: row.get(1)?,
        created_at: row.get(2)?,
        name: row.get(3)?,
        business_id: row.get(4)?,
        vat_id: row.get(5)?,
        external_number: row.get(6)?,
        parent: optional_id(row, 7)?,
        industry: row.get(8)?,
        street: row.get(9)?,
        postcode: row.get(10)?,
        city: row.get(11)?,
        country: row.get(12)?,
        phone: row.get(13)?,
        email: row.get(14)?,
        website: row.get(15)?,
        tier: optional_id(row, 16)?,
        tier_reason: row.get(17)?,
        owner: optional_id(row, 18)?,
        deputy: optional_id(row, 19)?,
        stage: word(row, 20)?,
        ladder: word(row, 21)?,
        language: row.get(22)?,
        source: row.get(23)?,
        notes: row.get(24)?,
        ended_on: optional_date(row, 25)?,
        ended_reason: row.get(26)?,
        merged_into: optional_id(row, 27)?,
    })
}

impl Reader<'_> {
    /// A customer.
    ///
    /// # Errors
    /// Those of the database.
    pub fn customer(&self, customer: Id) -> Result<Option<CustomerRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM customer WHERE id = ?1 AND deleted = 0");
        let mut found = self.first(&sql, [customer.as_bytes()], read)?;
        if let Some(record) = found.as_mut().filter(|record| record.merged_into.is_some())
            && self.merge_root(customer)? == customer
        {
            record.merged_into = None;
        }
        Ok(found)
    }

    /// The name of a customer, a deleted one's too.
    ///
    /// # Errors
    /// Those of the database.
    pub fn customer_name(&self, customer: Id) -> Result<Option<String>> {
        let sql = "SELECT coalesce(name, '') FROM customer WHERE id = ?1";
        self.first(sql, [customer.as_bytes()], |row| row.get(0))
    }

    /// Identity and notes of a customer by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn customer_notes(&self, key: i64) -> Result<Option<(Id, String)>> {
        let sql = "SELECT id, coalesce(notes, '') FROM customer WHERE key = ?1 AND deleted = 0";
        self.first(sql, [key], |row| Ok((id(row, 0)?, row.get(1)?)))
    }

    /// The local key of a customer, a deleted one's too.
    ///
    /// # Errors
    /// Those of the database.
    pub fn customer_key(&self, customer: Id) -> Result<Option<i64>> {
        self.first("SELECT key FROM customer WHERE id = ?1", [customer.as_bytes()], |row| row.get(0))
    }

    /// Firms of which this one is the parent: identity and name, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn subsidiaries(&self, customer: Id) -> Result<Vec<(Id, String)>> {
        let sql = "SELECT id, coalesce(name, '') FROM customer
                   WHERE parent = ?1 AND deleted = 0 ORDER BY sort_key(name), name";
        let mut subsidiaries = self.rows(sql, [customer.as_bytes()], |row| Ok((id(row, 0)?, row.get(1)?)))?;
        let merges = Merges::read(self.sql)?;
        subsidiaries.retain(|(record, _)| merges.root(*record) == *record);
        subsidiaries.truncate(200);
        Ok(subsidiaries)
    }

    /// A customer and all records merged into it: identity and local key, itself first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn family(&self, customer: Id) -> Result<Vec<(Id, i64)>> {
        let sql = "WITH RECURSIVE family (id, key) AS (
                     SELECT id, key FROM customer WHERE id = ?1
                     UNION SELECT customer.id, customer.key FROM customer JOIN family ON merged_into = family.id)
                   SELECT id, key FROM family";
        self.rows(sql, [customer.as_bytes()], |row| Ok((id(row, 0)?, row.get(1)?)))
    }

    /// Tags of a customer, sorted.
    ///
    /// # Errors
    /// Those of the database.
    pub fn tags(&self, customer: Id) -> Result<Vec<String>> {
        let sql =
            "SELECT tag FROM customer_tag WHERE customer = ?1 AND deleted = 0 ORDER BY sort_key(tag), tag";
        self.rows(sql, [customer.as_bytes()], |row| row.get(0))
    }

    /// Pairs of customers that somebody declared different.
    ///
    /// # Errors
    /// Those of the database.
    pub fn distinct_pairs(&self) -> Result<Vec<(Id, Id)>> {
        let sql = "SELECT first, second FROM distinct_pair WHERE deleted = 0";
        self.rows(sql, [], |row| Ok((id(row, 0)?, id(row, 1)?)))
    }
}
