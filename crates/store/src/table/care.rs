//! What signals need to know of customers besides their orders.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{Days, NaiveDate};
use pelikirja_domain::{BROKEN_PROMISE_DAYS, BrokenPromise, Id};
use rusqlite::Row;

use super::merging::Merges;
use super::{date, id, lenient_date, optional_date, optional_id};
use crate::change::decode_cells;
use crate::schema::customer;
use crate::{Column, Reader, Result, Value};

/// What signals need to know of a customer besides its orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareRow {
    /// Identity.
    pub id: Id,
    /// Local key.
    pub key: i64,
    /// Tier.
    pub tier: Option<Id>,
    /// When the record, or the oldest one merged into it, was made; milliseconds since 1970 UTC.
    pub created_at: i64,
    /// When the relation ended.
    pub ended_on: Option<NaiveDate>,
    /// The last two-way contact, that of records merged into it included.
    pub last_two_way_contact: Option<NaiveDate>,
    /// What was promised to it, or to records merged into it, and broken lately.
    pub broken_promise: Option<BrokenPromise>,
}

/// Every customer, and where the orders of merged records belong.
#[derive(Debug, Default)]
pub struct Population {
    /// Customers that were neither deleted nor merged into another, by local key.
    pub customers: Vec<CareRow>,
    /// The customer that a merged record belongs to, both by local key.
    pub roots: HashMap<i64, i64>,
}

impl Reader<'_> {
    /// Every customer with the contacts it had until a day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn population(&self, until: NaiveDate) -> Result<Population> {
        let merges = Merges::read(self.sql)?;
        let sql = "SELECT id, key, tier, created_at, ended_on FROM customer WHERE deleted = 0 ORDER BY key";
        let mut rows = self.rows(sql, [], |row| {
            let row = care_row(row)?;
            let is_merged = merges.root(row.id) != row.id;
            Ok((row, is_merged))
        })?;
        let keys: HashMap<Id, i64> =
            rows.iter().filter(|(_, is_merged)| !is_merged).map(|(row, _)| (row.id, row.key)).collect();
        let root = |record: Id| keys.get(&merges.root(record)).copied();
        let mut contacts: HashMap<i64, NaiveDate> = HashMap::new();
        for (customer, last) in self.last_two_way_contacts(until)? {
            let Some(key) = root(customer) else { continue };
            let latest = contacts.entry(key).or_insert(last);
            *latest = last.max(*latest);
        }
        let mut broken: HashMap<i64, BrokenPromise> = HashMap::new();
        for (customer, promise) in self.broken_promises(until)? {
            let Some(key) = root(customer) else { continue };
            broken.entry(key).and_modify(|known| *known = together(*known, promise)).or_insert(promise);
        }
        let mut oldest: HashMap<i64, i64> = HashMap::new();
        for (row, _) in rows.iter().filter(|(_, is_merged)| *is_merged) {
            let Some(key) = root(row.id) else { continue };
            let created_at = oldest.entry(key).or_insert(row.created_at);
            *created_at = row.created_at.min(*created_at);
        }
        rows.retain(|(_, is_merged)| !is_merged);
        let customers = rows
            .into_iter()
            .map(|(mut row, _)| {
                row.last_two_way_contact = contacts.get(&row.key).copied();
                row.broken_promise = broken.get(&row.key).copied();
                row.created_at =
                    oldest.get(&row.key).map_or(row.created_at, |oldest| row.created_at.min(*oldest));
                row
            })
            .collect();
        let roots = merges.merged().filter_map(|(record, key, _)| Some((key, root(record)?))).collect();
        Ok(Population { customers, roots })
    }

    /// One customer as [`Self::population`] has it, and its own and its merged records' local keys; `None` when it
    /// was deleted or merged into another.
    ///
    /// # Errors
    /// Those of the database.
    pub fn care_of(&self, key: i64, until: NaiveDate) -> Result<Option<(CareRow, Vec<i64>)>> {
        let sql = "SELECT id, key, tier, created_at, ended_on FROM customer
                   WHERE key = ?1 AND deleted = 0";
        let Some(mut row) = self.first(sql, [key], care_row)? else { return Ok(None) };
        if self.merge_root(row.id)? != row.id {
            return Ok(None);
        }
        let family = self.family(row.id)?;
        let last =
            "SELECT max(date), (SELECT created_at FROM customer WHERE id = ?1 AND deleted = 0) FROM contact
                    WHERE customer = ?1 AND two_way = 1 AND deleted = 0 AND date <= ?2";
        for (member, _) in &family {
            let found = self.first(last, (member.as_bytes(), until.to_string()), |row| {
                Ok((optional_date(row, 0)?, row.get::<_, Option<i64>>(1)?))
            })?;
            let (contact, created_at) = found.unwrap_or_default();
            row.last_two_way_contact = row.last_two_way_contact.max(contact);
            row.created_at = row.created_at.min(created_at.unwrap_or(row.created_at));
        }
        if !family.is_empty() {
            let customers = family.iter().map(|(id, _)| *id).collect::<Vec<_>>();
            let promises = self.broken_promises_to(&customers, until)?;
            row.broken_promise = promises.into_iter().reduce(together);
        }
        Ok(Some((row, family.into_iter().map(|(_, key)| key).collect())))
    }

    /// What we promised and broke within the days that count until then, each with its customer.
    fn broken_promises(&self, until: NaiveDate) -> Result<Vec<(Id, BrokenPromise)>> {
        let sql = "SELECT customer, id, due, settled_on FROM promise
                   WHERE state = 'broken' AND direction = 'ours' AND deleted = 0 AND customer IS NOT NULL
                     AND settled_on BETWEEN ?1 AND ?2";
        self.read_broken(sql, until, None)
    }

    fn broken_promises_to(&self, customers: &[Id], until: NaiveDate) -> Result<Vec<BrokenPromise>> {
        let sql = "SELECT customer, id, due, settled_on FROM promise
                   WHERE customer = ?3 AND state = 'broken' AND direction = 'ours' AND deleted = 0
                     AND settled_on BETWEEN ?1 AND ?2";
        let mut found = Vec::new();
        for customer in customers {
            let broken = self.read_broken(sql, until, Some(*customer))?;
            found.extend(broken.into_iter().map(|(_, promise)| promise));
        }
        Ok(found)
    }

    fn read_broken(
        &self,
        sql: &str,
        until: NaiveDate,
        customer: Option<Id>,
    ) -> Result<Vec<(Id, BrokenPromise)>> {
        let from = until.checked_sub_days(Days::new(BROKEN_PROMISE_DAYS.into())).unwrap_or(until);
        let read = |row: &Row<'_>| {
            let (Some(due), Some(broken_on)) = (lenient_date(row, 2)?, lenient_date(row, 3)?) else {
                return Ok(None);
            };
            let promise = BrokenPromise { promise: id(row, 1)?, due, broken_on, broken: 1 };
            Ok(Some((id(row, 0)?, promise)))
        };
        let (from, until) = (from.to_string(), until.to_string());
        let found = match customer {
            None => self.rows(sql, (from, until), read)?,
            Some(customer) => self.rows(sql, (from, until, customer.as_bytes()), read)?,
        };
        Ok(found.into_iter().flatten().collect())
    }

    fn last_two_way_contacts(&self, until: NaiveDate) -> Result<Vec<(Id, NaiveDate)>> {
        let sql = "SELECT customer, max(date) FROM contact
                   WHERE two_way = 1 AND deleted = 0 AND date <= ?1 AND customer IS NOT NULL GROUP BY customer";
        self.rows(sql, [until.to_string()], |row| Ok((id(row, 0)?, date(row, 1)?)))
    }

    /// The records whose figures hang on these (by local key): themselves, what they are merged into and what they
    /// were merged into before, all by local key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn figures_scope(&self, customers: &HashSet<i64>) -> Result<BTreeSet<i64>> {
        let mut scope = BTreeSet::new();
        for key in customers {
            scope.insert(*key);
            let sql = "SELECT id FROM customer WHERE key = ?1";
            let Some(record) = self.first(sql, [key], |row| id(row, 0))? else { continue };
            for ancestor in self.every_linked_id(record, customer::MERGED_INTO)? {
                scope.extend(self.customer_key(ancestor)?);
                scope.extend(self.customer_key(self.merge_root(ancestor)?)?);
            }
        }
        Ok(scope)
    }

    /// Every record that a column of another record has ever named, by the log.
    ///
    /// # Errors
    /// Those of the database.
    pub fn every_linked_id(&self, row: Id, column: Column) -> Result<BTreeSet<Id>> {
        let sql = "SELECT cells FROM change WHERE row = ?1 AND tbl = ?2";
        let logged: Vec<Vec<u8>> = self.rows(sql, (row.as_bytes(), column.table.number), |row| row.get(0))?;
        let mut linked = BTreeSet::new();
        for cells in logged {
            for cell in decode_cells(&cells)?.0 {
                if let (true, Value::Blob(bytes)) = (cell.column == column.number, &cell.value) {
                    linked.extend(Id::from_slice(bytes).ok());
                }
            }
        }
        Ok(linked)
    }
}

/// Broken promises of one customer: the last one, and how many. Among those of a day any order gives the same.
fn together(one: BrokenPromise, other: BrokenPromise) -> BrokenPromise {
    let place = |promise: &BrokenPromise| (promise.broken_on, promise.promise);
    let last = if place(&one) >= place(&other) { one } else { other };
    BrokenPromise { broken: one.broken + other.broken, ..last }
}

fn care_row(row: &Row<'_>) -> rusqlite::Result<CareRow> {
    Ok(CareRow {
        id: id(row, 0)?,
        key: row.get(1)?,
        tier: optional_id(row, 2)?,
        created_at: row.get(3)?,
        ended_on: optional_date(row, 4)?,
        last_two_way_contact: None,
        broken_promise: None,
    })
}
